package poolmon.source.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import poolmon.fixture.Cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// A service of three worker processes: each connection lands at the next one, and stays there.
final class WorkersTest {
    private static final int[] CHECKED_OUT = {2, 10, 2};

    private final Map<Integer, Integer> workers = new HashMap<>();
    private HttpServer server;
    private int broken = -1;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/api/v1/health/pools",
                exchange -> {
                    int worker =
                            workers.computeIfAbsent(
                                    exchange.getRemoteAddress().getPort(), port -> workers.size());
                    byte[] body =
                            (worker == broken
                                            ? "<html>"
                                            : "{\"pools\":{\"database\":{\"pool_size\":10,\"checked_out\":"
                                                    + CHECKED_OUT[worker % CHECKED_OUT.length]
                                                    + ",\"checked_in\":0,\"overflow\":0,\"max_overflow\":0}}}")
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(worker == broken ? 500 : 200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private JsonNode read(String... samples) throws Exception {
        String[] line = new String[5 + samples.length];
        System.arraycopy(
                new String[] {
                    "pools",
                    "-o",
                    "json",
                    "--url",
                    "http://127.0.0.1:" + server.getAddress().getPort()
                },
                0,
                line,
                0,
                5);
        System.arraycopy(samples, 0, line, 5, samples.length);
        return new ObjectMapper().readTree(Cli.BARE.run(line).out()).at("/targets/0");
    }

    @Test
    void oneAnswerIsThatOfOneWorker() throws Exception {
        JsonNode target = read();
        assertThat(target.at("/pools")).hasSize(1);
        assertThat(target.at("/status").asText()).isEqualTo("healthy");
        assertThat(workers).hasSize(1);
    }

    /// The full worker is found though the first one that answers is well.
    @Test
    void samplesFindTheWorkerThatIsFull() throws Exception {
        JsonNode target = read("--samples", "3");
        assertThat(workers).hasSize(3);
        assertThat(target.at("/status").asText()).isEqualTo("critical");
        assertThat(target.at("/pools")).hasSize(2);
        assertThat(target.at("/pools/0/instance").asText()).isEqualTo("answer 1 (2 of 3)");
        assertThat(target.at("/pools/1/instance").asText()).isEqualTo("answer 2 (1 of 3)");
        assertThat(target.at("/pools/1/checked_out").asInt()).isEqualTo(10);
    }

    @Test
    void aWorkerThatGivesNoReportIsNotPassedOver() throws Exception {
        broken = 2;
        JsonNode target = read("--samples", "3");
        assertThat(target.at("/findings").toString()).contains("a sample failed");
    }
}
