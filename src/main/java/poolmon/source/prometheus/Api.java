package poolmon.source.prometheus;

import org.jspecify.annotations.Nullable;

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
import java.util.SortedMap;
import java.util.TreeMap;

/// Prometheus' HTTP API, as far as queries need it (prometheus.io/docs, "HTTP API").
/// Thanos, Mimir and VictoriaMetrics answer alike.
///
/// @param base where `/api/v1` stands, without a slash at its end
record Api(Http http, URI base) {

    /// Where the API stands of a server whose URL was given, with or without the path to a query.
    static URI base(URI url) {
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        int api = path.indexOf("/api/v1");
        String base = api < 0 ? path : path.substring(0, api);
        while (base.endsWith("/")) {
            base = base.substring(0, base.length() - 1);
        }
        return URI.create(url.getScheme() + "://" + url.getRawAuthority() + base);
    }

    /// What came of a query.
    sealed interface Result {}

    /// The query was answered.
    ///
    /// @param samples with all labels but the name
    /// @param warnings what the server said about its own answer
    record Vector(List<Sample> samples, List<ServerText> warnings) implements Result {}

    /// The query was answered with the course of values.
    record Matrix(List<Series> series, List<ServerText> warnings) implements Result {}

    /// The values of one series.
    ///
    /// @param labels all but the name
    /// @param values by the time in seconds since the epoch
    record Series(String name, Map<String, String> labels, SortedMap<Double, Double> values) {}

    /// The query was not answered.
    record NoVector(Failure failure) implements Result {}

    /// Asks for the value of an expression: the current ones of a vector, the course of a range.
    Result query(String expression) {
        HttpResult result = http.get(url(expression));
        if (result instanceof HttpFailed failed) {
            return new NoVector(failed.failure());
        }
        HttpAnswer answer = (HttpAnswer) result;
        Optional<Json.Obj> body = body(answer);
        if (body.isPresent() && body.get().scalar("status").orElse("").equals("success")) {
            return result(body.get());
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

    private static Result result(Json.Obj body) {
        List<Json.Obj> all = new ArrayList<>();
        Optional<Json.Obj> data = body.object("data");
        if (data.flatMap(given -> given.get("result")).orElse(null) instanceof Json.Arr series) {
            for (Json each : series.values()) {
                if (each instanceof Json.Obj one) {
                    all.add(one);
                }
            }
        }
        return data.flatMap(given -> given.scalar("resultType")).orElse("").equals("matrix")
                ? new Matrix(all.stream().map(Api::series).toList(), warnings(body))
                : new Vector(all.stream().map(Api::sample).toList(), warnings(body));
    }

    private static List<ServerText> warnings(Json.Obj body) {
        List<ServerText> warnings = new ArrayList<>();
        if (body.get("warnings").orElse(null) instanceof Json.Arr texts) {
            texts.values()
                    .forEach(text -> Json.text(text).map(ServerText::new).ifPresent(warnings::add));
        }
        return warnings;
    }

    private static Sample sample(Json.Obj series) {
        Map<String, String> labels = labels(series);
        String name = Optional.ofNullable(labels.remove("__name__")).orElse("");
        return new Sample(name, labels, value(series.get("value").orElse(null)));
    }

    private static Series series(Json.Obj series) {
        Map<String, String> labels = labels(series);
        String name = Optional.ofNullable(labels.remove("__name__")).orElse("");
        SortedMap<Double, Double> values = new TreeMap<>();
        if (series.get("values").orElse(null) instanceof Json.Arr all) {
            for (Json each : all.values()) {
                if (each instanceof Json.Arr pair && pair.values().size() == 2) {
                    values.put(number(pair.values().getFirst()), value(each));
                }
            }
        }
        values.remove(Double.NaN); // a time that is none
        return new Series(name, labels, values);
    }

    private static Map<String, String> labels(Json.Obj series) {
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
        return labels;
    }

    /// `[1700000000.1,"3"]`, where the text may also be `NaN`, `+Inf` and `-Inf`.
    private static double value(@Nullable Json pair) {
        return pair instanceof Json.Arr two && two.values().size() == 2
                ? number(two.values().get(1))
                : Double.NaN;
    }

    private static double number(Json json) {
        String text = Json.text(json).orElse("");
        try {
            return text.length() > 40
                    ? Double.NaN
                    : Double.parseDouble(text.replace("Inf", "Infinity"));
        } catch (NumberFormatException notNumber) {
            return Double.NaN;
        }
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
