package poolmon.source.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import poolmon.fixture.Cli;
import poolmon.fixture.Schema;
import poolmon.fixture.Tool;

import java.net.ServerSocket;
import java.time.Duration;

/// The Redis of the distribution, newer than the one that the tests bring along.
class NewerRedisTest {

    @Test
    void isReadAsTheOlderOneIs() throws Exception {
        Tool redis = Tool.demand("redis-server");
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Process server =
                redis.start(
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--maxclients",
                        "50");
        try {
            String[] command = {"redis", "--redis", "redis://127.0.0.1:" + port, "-o", "json"};
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> Cli.BARE.run(command).exit() == 0);

            JsonNode target = Schema.report(Cli.BARE.run(command).out()).at("/targets/0");
            assertThat(target.get("version").textValue()).isNotBlank();
            assertThat(target.at("/pools/0/max_clients").intValue()).isEqualTo(50);
            assertThat(target.at("/pools/0/slots_used_percent").doubleValue()).isEqualTo(2.0);
        } finally {
            server.destroy();
            server.waitFor();
        }
    }
}
