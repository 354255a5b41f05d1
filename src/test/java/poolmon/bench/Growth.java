package poolmon.bench;

import poolmon.fixture.HttpService;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How each look grows with the size of what is looked at.
final class Growth {
    private static final double MICROS = 1000;

    private final Stage stage;
    private final Race race;
    private final boolean small;
    private final Dimension db;
    private final Dimension leaks;

    /// @param stage the servers
    /// @param race by which they are measured
    /// @param small whether only the smaller sizes are measured
    Growth(Stage stage, Race race, boolean small) {
        this.stage = stage;
        this.race = race;
        this.small = small;
        this.db = new Dimension("sessions", race);
        this.leaks = new Dimension("sessions", race);
    }

    /// One kind of thing that there may be much of.
    private static final class Dimension {
        private final MarkdownTable table;
        private final Race race;
        private final Map<String, Figures> smallest = new LinkedHashMap<>();
        private int first;

        Dimension(String things, Race race) {
            this.race = race;
            table =
                    new MarkdownTable(
                            things,
                            "",
                            "wall ms",
                            "CPU ms",
                            "peak MiB",
                            "poolmon takes ×",
                            "µs for each more");
        }

        @SafeVarargs
        final void at(int size, Contender poolmon, Optional<Contender>... others)
                throws IOException {
            Bench.say(poolmon.label() + " at " + size);
            List<Contender> all = new ArrayList<>(List.of(poolmon));
            for (Optional<Contender> other : others) {
                other.ifPresent(all::add);
            }
            Map<String, Figures> figures = race.of(all);
            if (smallest.isEmpty()) {
                first = size;
            }
            Figures ours = figures.get(poolmon.label());
            figures.forEach((label, each) -> row(size, label, each, ours));
        }

        private void row(int size, String label, Figures figures, Figures ours) {
            Figures before = smallest.putIfAbsent(label, figures);
            table.row(
                    MarkdownTable.count(size),
                    label,
                    figures.wallMedian(),
                    figures.cpuMedian(),
                    figures.peakMedian(),
                    figures == ours ? "" : ours.ratios(figures),
                    before == null
                            ? ""
                            : MarkdownTable.figure(
                                    (figures.wall().median() - before.wall().median())
                                            * MICROS
                                            / (size - first)));
        }

        String markdown() {
            return table.markdown();
        }
    }

    /// Services that are asked at once.
    String services() throws IOException {
        Dimension services = new Dimension("services", race);
        for (int size : small ? new int[] {1, 10, 100} : new int[] {1, 10, 100, 500}) {
            try (ManyServices many = new ManyServices(size, 0)) {
                Path urls = Files.write(stage.folder().resolve("urls"), many.urls());
                Path paths = stage.folder().resolve("paths");
                Files.write(
                        paths,
                        many.urls().stream()
                                .map(url -> "url = " + url + "/api/v1/health/pools")
                                .toList());
                services.at(
                        size,
                        Contender.poolmon(
                                "poolmon pools --urls-file",
                                "pools",
                                "--urls-file",
                                urls.toString()),
                        Contender.shell(
                                "curl --parallel … \\| jq .",
                                "curl -sZ -K " + paths + " | jq .",
                                "curl",
                                "jq"));
            }
        }
        return "### More services\n\n" + services.markdown();
    }

    /// So many sessions of PostgreSQL, each tenth of them in a transaction.
    void sessionsAt(int size) throws IOException {
        Others others = new Others(stage);
        db.at(
                size,
                Contender.poolmon("poolmon db", "db", "--dsn", stage.dsn()),
                others.checkBackends("monitor"),
                others.psqlGrouped("monitor"));
        leaks.at(
                size,
                Contender.poolmon(
                        "poolmon leaks", "leaks", "--dsn", stage.dsn(), "--idle-tx-after", "1s"),
                others.checkIdle("monitor"),
                others.psqlListed("monitor"));
    }

    String sessions() {
        return "### More PostgreSQL sessions\n\n" + db.markdown() + "\n" + leaks.markdown();
    }

    /// Clients of Redis.
    String clients() throws IOException {
        Dimension clients = new Dimension("clients", race);
        for (int size : small ? new int[] {100, 1000} : new int[] {100, 1000, 10_000}) {
            stage.clients(size);
            clients.at(
                    size,
                    Contender.poolmon("poolmon redis", "redis", "--redis", stage.redis()),
                    new Others(stage).redisClients());
        }
        return "### More Redis clients\n\n" + clients.markdown();
    }

    /// Lines of a service's metrics, of which one page may have very many.
    String lines() throws IOException {
        Dimension lines = new Dimension("lines", race);
        for (int size : small ? new int[] {1000, 10_000} : new int[] {1000, 10_000, 100_000}) {
            byte[] page = exposition(size).getBytes(StandardCharsets.UTF_8);
            try (HttpService service = new HttpService()) {
                service.at(
                        "/metrics", 200, Map.of("Content-Type", "text/plain; version=0.0.4"), page);
                String url = service.url() + "/metrics";
                lines.at(
                        size,
                        Contender.poolmon("poolmon pools", "pools", "--url", url),
                        Contender.shell(
                                "curl … \\| grep ^hikaricp",
                                "curl -s " + url + " | grep ^hikaricp",
                                "curl"));
            }
        }
        return "### Longer pages of metrics\n\n" + lines.markdown();
    }

    private static String exposition(int lines) {
        StringBuilder text = new StringBuilder();
        for (int i = 4; i < lines; i++) {
            text.append(
                            "http_server_requests_seconds_bucket{application=\"orders\","
                                    + "method=\"GET\",uri=\"/api/v1/orders/")
                    .append(i / 20)
                    .append("\",le=\"0.")
                    .append(i % 20)
                    .append("\"} ")
                    .append(i)
                    .append('\n');
        }
        return text
                + "hikaricp_connections{pool=\"main\"} 10.0\n"
                + "hikaricp_connections_active{pool=\"main\"} 7.0\n"
                + "hikaricp_connections_idle{pool=\"main\"} 3.0\n"
                + "hikaricp_connections_max{pool=\"main\"} 10.0\n";
    }
}
