package poolmon.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import poolmon.fixture.HttpService;
import poolmon.fixture.Postgres;
import poolmon.fixture.PrometheusServer;
import poolmon.fixture.Served;
import poolmon.fixture.Tool;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What ships for Prometheus, Grafana and PostgreSQL, with a real Prometheus that scrapes `serve`
/// and a real PostgreSQL that is looked at.
final class MonitoringTest {
    private static final String FULL =
            """
            {"pools":{"database":{"status":"critical","pool_size":5,"checked_out":15,
             "checked_in":0,"overflow":10,"total_capacity":15,"utilization_percent":100.0,
             "waiting":3}}}
            """;

    private static HttpService service;
    private static Served served;

    @BeforeAll
    static void start() throws Exception {
        service = new HttpService().at("/api/v1/health/pools", 200, FULL);
        served =
                Served.with(
                        "--target",
                        "orders=" + service.url(),
                        "--dsn",
                        "postgresql://monitor@127.0.0.1:" + Postgres.port() + "/postgres",
                        "--every",
                        "500ms");
    }

    @AfterAll
    static void stop() {
        served.close();
        service.close();
    }

    /// The configuration and the rules that ship, with shorter times and the port of the test.
    @Test
    void aRealPrometheusScrapesServeAndFiresTheCriticalAlert(@TempDir Path folder)
            throws Exception {
        Path shipped = Path.of("packaging/prometheus");
        String rules = Files.readString(shipped.resolve("poolmon.rules.yml"));
        Files.writeString(
                folder.resolve("poolmon.rules.yml"), rules.replaceAll("for: [0-9]+m", "for: 1s"));
        String configuration =
                Files.readString(shipped.resolve("prometheus.yml"))
                        .replace("15s", "500ms")
                        .replace("127.0.0.1:9188", served.place());
        try (PrometheusServer prometheus =
                PrometheusServer.configured(
                        configuration.replace(
                                "poolmon.rules.yml",
                                folder.resolve("poolmon.rules.yml").toString()))) {
            prometheus.await("up{job=\"poolmon\"}", "1");
            prometheus.await("up{job=\"poolmon-probe\",instance=\"orders\"}", "1");
            prometheus.await(
                    "count(ALERTS{alertname=\"PoolmonPoolCritical\",alertstate=\"firing\","
                            + "severity=\"critical\",job=\"poolmon\",target_name=\"orders\"})",
                    "1");
            prometheus.await(
                    "count(ALERTS{alertname=\"PoolmonPoolCritical\",alertstate=\"firing\","
                            + "job=\"poolmon-probe\"})",
                    "1");
            prometheus.await("count(ALERTS{alertname=\"PoolmonDown\"}) or vector(0)", "0");
        }
    }

    /// A panel that asks for a metric which nobody serves stays empty and looks healthy.
    @Test
    void theDashboardAsksOnlyForWhatIsServed() throws Exception {
        JsonNode dashboard =
                new ObjectMapper().readTree(Path.of("packaging/grafana/poolmon.json").toFile());
        Set<String> asked = new TreeSet<>();
        for (JsonNode panel : dashboard.get("panels")) {
            for (JsonNode target : panel.get("targets")) {
                asked.addAll(metrics(target.get("expr").asText()));
            }
        }
        assertThat(asked).hasSizeGreaterThan(5);
        assertThat(metrics(served.get("/metrics").body())).containsAll(asked);
    }

    /// The same for the alerts.
    @Test
    void theRulesAskOnlyForWhatIsServed() throws Exception {
        String rules = Files.readString(Path.of("packaging/prometheus/poolmon.rules.yml"));
        Set<String> asked = metrics(rules.replaceAll("record: .*", ""));
        assertThat(metrics(served.get("/metrics").body())).containsAll(asked);
    }

    private static Set<String> metrics(String text) {
        return Pattern.compile("\\bpoolmon_[a-z_]+")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void yamllintIsContent() throws Exception {
        Tool.Result result =
                Tool.demand("yamllint")
                        .run(
                                "-s",
                                "-d",
                                "{extends: relaxed, rules: {line-length: disable}}",
                                "packaging/kubernetes/poolmon.yaml",
                                "packaging/kubernetes/servicemonitor.yaml",
                                "packaging/prometheus");
        assertThat(result.exit()).as(result.text()).isZero();
    }

    /// By the schemas of Kubernetes and of the Prometheus operator, and not by ours.
    @Test
    void theManifestsAreValid(@TempDir Path folder) throws Exception {
        Path shipped = Path.of("packaging/kubernetes");
        for (String file : List.of("check.mjs", "package.json")) {
            Files.copy(shipped.resolve("check").resolve(file), folder.resolve(file));
        }
        Tool.Result installed =
                Tool.demand("npm")
                        .run(
                                "install",
                                "--silent",
                                "--no-audit",
                                "--no-fund",
                                "--prefix",
                                folder.toString());
        assertThat(installed.exit()).as(installed.text()).isZero();
        Tool.Result result =
                Tool.demand("node")
                        .run(
                                folder.resolve("check.mjs").toString(),
                                shipped.resolve("poolmon.yaml").toString(),
                                shipped.resolve("servicemonitor.yaml").toString());
        assertThat(result.exit()).as(result.text()).isZero();
        assertThat(result.text().lines())
                .contains(
                        "valid: Deployment poolmon",
                        "valid: Service poolmon",
                        "valid: CronJob poolmon-smoke-check",
                        "valid: ServiceMonitor poolmon");
    }

    /// With the role that ships, poolmon sees what other roles' sessions do.
    @Test
    void theRoleThatShipsSeesEverySession() throws Exception {
        Postgres.run(Files.readString(Path.of("packaging/postgres/monitor-role.sql")));
        String dsn = "postgresql://poolmon@127.0.0.1:" + Postgres.port() + "/postgres";
        try (Postgres sessions = new Postgres()) {
            sessions.idleInTransaction("orders-api", "app", "SELECT 'seen'");
            var leaks = poolmon.fixture.Cli.BARE.run("leaks", "--dsn", dsn, "--all", "-o", "json");
            assertThat(leaks.out()).contains("SELECT 'seen'").doesNotContain("sessions-hidden");
            var db = poolmon.fixture.Cli.BARE.run("db", "--dsn", dsn, "-o", "json");
            assertThat(db.out()).doesNotContain("sessions-hidden").contains("\"error\":null");
        } finally {
            Postgres.run("DROP ROLE poolmon");
        }
    }
}
