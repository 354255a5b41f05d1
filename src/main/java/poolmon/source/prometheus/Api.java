package poolmon.source.prometheus;

import poolmon.model.Failure;
import poolmon.model.Failure.Code;
import poolmon.model.ServerText;
import poolmon.source.exposition.Sample;
import poolmon.source.http.Http;
import poolmon.source.http.HttpAnswer;
import poolmon.source.http.HttpFailed;
import poolmon.source.http.HttpResult;
import poolmon.source.json.Json;
import poolmon.source.json.JsonTree;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Prometheus' HTTP API, as far as instant queries need it (prometheus.io/docs, "HTTP API").
/// Thanos, Mimir and VictoriaMetrics answer alike.
///
/// @param base where `/api/v1` stands, without a slash at its end
record Api(Http http, URI base) {

    /// What came of a query.
    sealed interface Result {}

    /// The query was answered.
    ///
    /// @param samples with all labels but the name
    /// @param warnings what the server said about its own answer
    record Vector(List<Sample> samples, List<ServerText> warnings) implements Result {}

    /// The query was not answered.
    record NoVector(Failure failure) implements Result {}

    /// Asks for the current values of an expression.
    Result query(String expression) {
        HttpResult result = http.get(url(expression));
        if (result instanceof HttpFailed failed) {
            return new NoVector(failed.failure());
        }
        HttpAnswer answer = (HttpAnswer) result;
        Optional<Json.Obj> body = body(answer);
        if (body.isPresent() && body.get().scalar("status").orElse("").equals("success")) {
            return vector(body.get());
        }
        return new NoVector(failure(answer, body));
    }

    private URI url(String expression) {
        return URI.create(
                base
                        + "/api/v1/query?query="
                        + URLEncoder.encode(expression, StandardCharsets.UTF_8));
    }

    private static Optional<Json.Obj> body(HttpAnswer answer) {
        try {
            Json json = JsonTree.of(new String(answer.body(), StandardCharsets.UTF_8));
            return json instanceof Json.Obj object ? Optional.of(object) : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    private static Result vector(Json.Obj body) {
        List<Sample> samples = new ArrayList<>();
        Optional<Json> result = body.object("data").flatMap(data -> data.get("result"));
        if (result.orElse(null) instanceof Json.Arr series) {
            for (Json each : series.values()) {
                if (each instanceof Json.Obj one) {
                    samples.add(sample(one));
                }
            }
        }
        List<ServerText> warnings = new ArrayList<>();
        if (body.get("warnings").orElse(null) instanceof Json.Arr texts) {
            texts.values()
                    .forEach(text -> Json.text(text).map(ServerText::new).ifPresent(warnings::add));
        }
        return new Vector(samples, warnings);
    }

    private static Sample sample(Json.Obj series) {
        Map<String, String> labels = new LinkedHashMap<>();
        series.object("metric")
                .ifPresent(
                        metric ->
                                metric.fields()
                                        .forEach(
                                                (label, value) ->
                                                        labels.put(
                                                                label,
                                                                Json.text(value).orElse(""))));
        String name = Optional.ofNullable(labels.remove("__name__")).orElse("");
        return new Sample(name, labels, value(series));
    }

    /// `[1700000000.1,"3"]`, where the text may also be `NaN`, `+Inf` and `-Inf`.
    private static double value(Json.Obj series) {
        if (series.get("value").orElse(null) instanceof Json.Arr pair
                && pair.values().size() == 2) {
            String text = Json.text(pair.values().get(1)).orElse("");
            try {
                return text.length() > 40
                        ? Double.NaN
                        : Double.parseDouble(text.replace("Inf", "Infinity"));
            } catch (NumberFormatException notNumber) {
                return Double.NaN;
            }
        }
        return Double.NaN;
    }

    private Failure failure(HttpAnswer answer, Optional<Json.Obj> body) {
        String where = new ServerText(base.toString()).shown();
        if (answer.status() == 401) {
            return Failure.of(
                    Code.AUTH,
                    where + " does not take who asks (401).",
                    "Give --user NAME, --bearer-token-file FILE or --header.");
        }
        if (answer.status() == 403) {
            return Failure.of(
                    Code.FORBIDDEN,
                    where + " forbids the query (403).",
                    "Ask for the right to query it.");
        }
        Optional<String> error = body.flatMap(object -> object.scalar("error"));
        if (error.isPresent()) {
            return Failure.of(
                    Code.SERVER_ERROR,
                    where + " cannot answer: " + new ServerText(error.get()).shown(),
                    "Check the selector of --match; it looks like {job=\"orders\"}.");
        }
        return Failure.of(
                Code.UNREADABLE,
                where + " answered " + answer.status() + " with something that is no query result.",
                "Check the URL: poolmon asks for /api/v1/query below it.");
    }
}
