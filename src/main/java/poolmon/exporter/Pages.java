package poolmon.exporter;

import poolmon.model.FailOn;
import poolmon.model.Report;
import poolmon.model.Status;
import poolmon.output.Metric;
import poolmon.output.Metrics;
import poolmon.output.Section;
import poolmon.output.SeedBody;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is served at which path.
final class Pages implements Visit.Handler {
    private static final String LIST =
            """
            poolmon serves:
            /metrics              all targets, for Prometheus
            /probe?target=NAME    one of them
            /api/v1/health/pools  their pools; 503 where they fail
            /api/v1/health        their pools and checks; 503 where they fail
            /-/healthy            whether poolmon runs
            /-/ready              whether it has looked at all of them
            The health pages take ?target=NAME, too. Targets:
            """;

    private final Board board;
    private final Guard guard;
    private final FailOn failOn;
    private final Exposition exposition;
    private final String version;

    Pages(Board board, Guard guard, FailOn failOn, String version) {
        this.board = board;
        this.guard = guard;
        this.failOn = failOn;
        this.exposition = new Exposition(version);
        this.version = version;
    }

    @Override
    public Reply answer(Request request) throws InterruptedException {
        if (!request.method().equals("GET") && !request.isHead()) {
            return Reply.text(405, "Only GET and HEAD are answered.").with("Allow", "GET, HEAD");
        }
        if (request.hasBody()) {
            return Reply.text(413, "A request here has no body.");
        }
        return switch (request.path()) {
            case "/-/healthy" -> Reply.text(200, "poolmon runs.");
            case "/-/ready" ->
                    board.isReady()
                            ? Reply.text(200, "poolmon has looked at its targets.")
                            : Reply.text(503, "poolmon has not looked at its targets lately.");
            default ->
                    guard.lets(request.header("authorization"))
                            ? page(request)
                            : Reply.text(401, "Who are you?")
                                    .with("WWW-Authenticate", guard.challenge());
        };
    }

    private Reply page(Request request) throws InterruptedException {
        return switch (request.path()) {
            case "/metrics" -> metrics(board.all(), request);
            case "/probe" -> probe(request);
            case "/api/v1/health/pools", "/api/v1/health" -> health(request);
            case "/" -> Reply.text(200, list());
            default -> Reply.text(404, "There is nothing at this path. " + list());
        };
    }

    private String list() {
        return LIST + String.join("\n", board.names());
    }

    private Reply probe(Request request) throws InterruptedException {
        Optional<String> name = request.parameter("target");
        if (name.isEmpty()) {
            return Reply.text(400, "Which target? Ask for /probe?target=NAME. " + list());
        }
        Optional<Board.Shown> shown = board.named(name.get());
        return shown.isPresent() ? metrics(List.of(shown.get()), request) : unknown();
    }

    /// The name is not repeated: it came from outside.
    private Reply unknown() {
        return Reply.text(404, "No target of this name is configured. " + list());
    }

    private Reply metrics(List<Board.Shown> shown, Request request) {
        List<Metric> metrics = new ArrayList<>(Metrics.served(sections(shown)));
        List<Metric.Series> looks = new ArrayList<>();
        List<Metric.Series> took = new ArrayList<>();
        for (Board.Shown each : shown) {
            Map<String, String> labels = new LinkedHashMap<>();
            if (!each.section().name().isEmpty()) {
                labels.put("target_name", each.section().name());
            }
            looks.add(new Metric.Series(labels, each.seen().looks()));
            double seconds = each.section().report().took().toNanos() / 1e9;
            took.add(new Metric.Series(labels, seconds));
        }
        metrics.add(
                new Metric(
                        "poolmon_looks_total",
                        Metric.Type.COUNTER,
                        "Looks at the targets since poolmon runs.",
                        looks));
        metrics.add(
                new Metric(
                        "poolmon_look_duration_seconds",
                        Metric.Type.GAUGE,
                        "How long the last look took.",
                        took));
        return aged(exposition.reply(metrics, request.header("accept")), shown);
    }

    private Reply health(Request request) throws InterruptedException {
        Optional<String> name = request.parameter("target");
        List<Board.Shown> shown;
        if (name.isPresent()) {
            Optional<Board.Shown> one = board.named(name.get());
            if (one.isEmpty()) {
                return unknown();
            }
            shown = List.of(one.get());
        } else {
            shown = board.all();
        }
        Status status =
                Status.worst(shown.stream().map(each -> each.section().report().status()).toList());
        String body = body(request.path().endsWith("/pools"), shown, status);
        int code = failOn.exitCode(status) == 0 ? 200 : 503;
        return aged(new Reply(code, "application/json", Map.of(), body), shown);
    }

    private String body(boolean pools, List<Board.Shown> shown, Status status) {
        StringWriter text = new StringWriter();
        try {
            SeedBody body = new SeedBody(text, sections(shown), oldest(shown));
            if (pools) {
                body.pools();
            } else {
                body.health(status, version);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static List<Section> sections(List<Board.Shown> shown) {
        return shown.stream().map(Board.Shown::section).toList();
    }

    private static Instant oldest(List<Board.Shown> shown) {
        Instant oldest = Instant.MAX;
        for (Board.Shown each : shown) {
            Report report = each.section().report();
            oldest = report.at().isBefore(oldest) ? report.at() : oldest;
        }
        return oldest;
    }

    /// Says how old the oldest of it is, as HTTP has it.
    private static Reply aged(Reply reply, List<Board.Shown> shown) {
        Duration age = Duration.ZERO;
        for (Board.Shown each : shown) {
            Duration own = each.seen().age();
            age = own.compareTo(age) > 0 ? own : age;
        }
        return reply.with("Age", Long.toString(age.toSeconds()));
    }
}
