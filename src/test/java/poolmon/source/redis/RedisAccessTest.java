package poolmon.source.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import poolmon.fixture.Cli;
import poolmon.fixture.RedisProcess;
import poolmon.fixture.Schema;
import poolmon.fixture.TlsService;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The ways into the distribution's Redis: TLS, Unix socket, ACL file, databases, and servers that
/// forbid what managed ones forbid.
class RedisAccessTest {
    @TempDir private Path folder;

    private static Cli.Result redis(String url, String... more) {
        List<String> line = new ArrayList<>(List.of("redis", "--redis", url));
        line.addAll(List.of(more));
        return Cli.BARE.run(line.toArray(String[]::new));
    }

    private static JsonNode target(String url, int exit, String... more) {
        List<String> all = new ArrayList<>(List.of(more));
        all.addAll(List.of("-o", "json"));
        Cli.Result result = redis(url, all.toArray(String[]::new));
        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(exit);
        return Schema.report(result.out()).at("/targets/0");
    }

    private static String tls(String file) {
        return Path.of("src/test/resources/tls", file).toAbsolutePath().toString();
    }

    private RedisProcess secured(String... more) {
        Map<String, String> files = TlsService.pem("good", folder);
        List<String> settings =
                new ArrayList<>(
                        List.of(
                                "tls-key-file " + files.get("client_tls_key_file"),
                                "tls-cert-file " + files.get("client_tls_cert_file")));
        settings.addAll(List.of(more));
        return RedisProcess.withTls(settings.toArray(String[]::new));
    }

    @Test
    void tlsIsSpokenWithWhomWeTrust() {
        try (RedisProcess server =
                secured("tls-ca-cert-file " + TlsService.authority(), "tls-auth-clients no")) {
            String url = "rediss://localhost:" + server.port();

            assertThat(redis(url, "--cacert", TlsService.authority()).exit()).isZero();
            assertThat(redis(url, "--insecure").exit()).isZero();
            JsonNode error = target(url, 3).get("error");
            assertThat(error.get("code").textValue()).isEqualTo("tls");
            assertThat(error.get("next_step").textValue()).contains("--cacert FILE");
            assertThat(redis(url, "--insecure", "-v").err())
                    .contains("certificates are not checked");
            assertThat(redis("redis://localhost:" + server.port()).out())
                    .contains("whether it wants TLS (rediss://)");
        }
    }

    @Test
    void aServerThatWantsACertificateGetsOurs() {
        try (RedisProcess server =
                secured("tls-ca-cert-file " + tls("rsa-client.pem"), "tls-auth-clients yes")) {
            String url = "rediss://localhost:" + server.port();

            assertThat(
                            redis(
                                            url,
                                            "--cacert",
                                            TlsService.authority(),
                                            "--cert",
                                            tls("rsa-client.pem"),
                                            "--key",
                                            tls("rsa-pkcs8.pem"))
                                    .exit())
                    .isZero();
            Cli.Result without = redis(url, "--cacert", TlsService.authority());
            assertThat(without.exit()).isEqualTo(3);
            assertThat(without.out()).contains("--cert FILE");
            Cli.Result wrong =
                    redis(
                            url,
                            "--cacert",
                            TlsService.authority(),
                            "--cert",
                            tls("rsa-client.pem"),
                            "--key",
                            tls("ec-pkcs8.pem"));
            assertThat(wrong.exit()).isEqualTo(3);
            assertThat(wrong.out()).contains("another certificate");
        }
    }

    @Test
    void aUnixSocketIsAWayIn() {
        Path socket = folder.resolve("redis.sock");
        try (RedisProcess server =
                RedisProcess.with("unixsocket " + socket, "requirepass s3cret", "databases 4")) {
            JsonNode target = target("unix://:s3cret@" + socket + "?db=3", 0);

            assertThat(target.get("target").textValue())
                    .isEqualTo("unix://:***@" + socket + "?db=3");
            assertThat(target.at("/pools/0/connected_clients").intValue()).isEqualTo(1);
            assertThat(redis("unix://" + socket).out()).contains("wants a password");
            assertThat(server.port()).isPositive();
        }
        assertThat(redis("unix://" + socket).exit()).isEqualTo(3);
        assertThat(redis("unix:///no/such.sock").out()).contains("Nobody listens on the socket");
    }

    @Test
    void anAclFileDecidesWhatIsShown() throws Exception {
        Path acl = folder.resolve("users.acl");
        Files.writeString(
                acl,
                """
                user default off
                user few on >pw +ping +info
                user lister on >pw +ping +info +client
                user blind on >pw +info
                user nothing on >pw +ping
                """);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (RedisProcess server = RedisProcess.with("aclfile " + acl)) {
            String at = "@127.0.0.1:" + server.port();

            JsonNode few = target("redis://few:pw" + at, 0);
            assertThat(few.at("/findings/0/code").textValue()).isEqualTo("redis-clients-hidden");
            assertThat(few.at("/pools/0/ping_median_ms").doubleValue()).isPositive();
            assertThat(target("redis://lister:pw" + at, 0).get("findings")).isEmpty();
            JsonNode blind = target("redis://blind:pw" + at, 0);
            assertThat(blind.at("/pools/0/ping_median_ms").isNull()).isTrue();
            assertThat(blind.get("findings").toString())
                    .contains("this user may not PING", "NOPERM");
            JsonNode nothing = target("redis://nothing:pw" + at, 3);
            assertThat(nothing.at("/error/code").textValue()).isEqualTo("forbidden");
            assertThat(nothing.at("/error/next_step").textValue()).contains("+info");
            assertThat(target("redis://few:wrong" + at, 3).at("/error/code").textValue())
                    .isEqualTo("auth");
            assertThat(target("redis://" + at.substring(1), 3).at("/error/code").textValue())
                    .isEqualTo("auth");
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsTold() {
        try (RedisProcess server = RedisProcess.with("databases 4")) {
            assertThat(redis(server.url() + "/3").exit()).isZero();
            JsonNode target = target(server.url() + "/4", 1);
            assertThat(target.at("/findings/0/code").textValue())
                    .isEqualTo("redis-database-refused");
            assertThat(target.at("/findings/0/evidence/0").textValue()).contains("out of range");
        }
    }

    @Test
    void aManagedServerWithoutConfigIsReadAsAnyOther() {
        try (RedisProcess server =
                RedisProcess.with("rename-command CONFIG \"\"", "maxclients 50")) {
            JsonNode target = target(server.url(), 0);
            assertThat(target.at("/pools/0/max_clients").intValue()).isEqualTo(50);
            assertThat(target.get("findings")).isEmpty();
        }
    }

    @Test
    void clientsAreLeftAloneOnDemand() {
        try (RedisProcess server = RedisProcess.with();
                var client = server.client()) {
            client.ping();
            assertThat(target(server.url(), 0).get("clients")).hasSize(1);
            JsonNode target = target(server.url(), 0, "--no-clients");
            assertThat(target.get("clients")).isEmpty();
            assertThat(target.get("findings")).isEmpty();
            assertThat(target.at("/pools/0/connected_clients").intValue()).isEqualTo(2);
        }
    }
}
