package poolmon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import poolmon.fixture.Cli;
import poolmon.fixture.FakeServer;
import poolmon.fixture.HttpService;
import poolmon.fixture.ProxyServer;
import poolmon.fixture.TlsService;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/// The options for how a service is reached, from the command line to the wire.
class AccessOptionsTest {
    private static final String POOLS =
            "{\"timestamp\":\"2026-11-23T11:00:00Z\",\"pools\":{\"database\":{\"status\":\"healthy\","
                + "\"pool_size\":5,\"checked_out\":1,\"checked_in\":4,\"overflow\":0,"
                + "\"total_capacity\":5,\"utilization_percent\":20.0}}}";
    private static final String TLS = "src/test/resources/tls/";

    @TempDir private Path folder;

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("secret"), text).toString();
    }

    /// What was sent.
    private static String sent(Cli cli, String... options) {
        try (FakeServer server = answering()) {
            Cli.Result result = cli.run(command("http://" + server.address(), options));
            assertThat(result.err()).isEmpty();
            assertThat(result.exit()).isZero();
            return server.received().getFirst();
        }
    }

    private static FakeServer answering() {
        return FakeServer.sending(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                        + POOLS.length()
                        + "\r\n\r\n"
                        + POOLS);
    }

    private static String[] command(String url, String... options) {
        String[] command = new String[options.length + 3];
        System.arraycopy(options, 0, command, 3, options.length);
        command[0] = "pools";
        command[1] = "--url";
        command[2] = url;
        return command;
    }

    private static String basic(String pair) {
        return "\r\nAuthorization: Basic "
                + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8))
                + "\r\n";
    }

    @Test
    void headersAndATokenAreSent() throws IOException {
        assertThat(
                        sent(
                                Cli.BARE,
                                "--header",
                                "X-Api-Key: k3y",
                                "--header",
                                "host: shop.example",
                                "--bearer-token-file",
                                file("t0ken\n")))
                .contains(
                        "\r\nX-Api-Key: k3y\r\n",
                        "\r\nhost: shop.example\r\n",
                        "\r\nAuthorization: Bearer t0ken\r\n")
                .doesNotContain("Host: 127");
    }

    @Test
    void thePasswordOfTheUserComesFromThreePlaces() throws IOException {
        String[] user = {"--user", "ann"};

        assertThat(sent(Cli.BARE.with("POOLMON_PASSWORD", "env"), user)).contains(basic("ann:env"));
        assertThat(
                        sent(
                                Cli.BARE.with("POOLMON_PASSWORD", "env"),
                                "--user",
                                "ann",
                                "--password-file",
                                file("f i\n")))
                .contains(basic("ann:f i"));
        assertThat(sent(Cli.BARE.typing("typed"), user)).contains(basic("ann:typed"));
        assertThat(
                        sent(
                                Cli.BARE.with("POOLMON_PASSWORD", "env").typing("t"),
                                "--user",
                                "ann",
                                "-W"))
                .contains(basic("ann:t"));
    }

    @Test
    void aLoginInTheUrlIsItsOwn() {
        Cli cli = Cli.BARE.with("POOLMON_PASSWORD", "env");
        try (FakeServer own = answering();
                FakeServer other = answering()) {
            cli.run(
                    "pools",
                    "--url",
                    "http://bob:pw@" + own.address(),
                    "--url",
                    "http://" + other.address(),
                    "--user",
                    "ann");

            assertThat(own.received().getFirst()).contains(basic("bob:pw"));
            assertThat(other.received().getFirst()).contains(basic("ann:env"));
        }
        try (FakeServer server = answering()) {
            Cli.BARE.typing("typed").run(command("http://bob@" + server.address(), "-W"));

            assertThat(server.received().getFirst()).contains(basic("bob:typed"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--user ann | POOLMON_PASSWORD or give --password-file FILE",
                "--user ann -W | POOLMON_PASSWORD or give --password-file FILE",
                "--user ann:s3cret | name alone",
                "-W | --user NAME",
                "--password-file x | --user NAME",
                "--user ann --password-file no-such | no-such of --password-file does not exist",
                "--bearer-token-file no-such | no-such of --bearer-token-file does not exist",
                "--bearer-token-file - | no stdin",
                "--bearer-token-file src | src of --bearer-token-file cannot be read",
                "--key x | --cert FILE",
                "--cert no-such | no-such of --cert cannot be read",
                "--cacert no-such | no-such of --cacert cannot be read",
                "--cert pom.xml --key no-such | no-such of --key cannot be read",
                "--header X-Key: s3cret | with the quotes",
                "--header s3cret | with the quotes"
            })
    void optionsThatMakeNoSenseExit64(String options, String told) {
        Cli.Result result = Cli.BARE.run(command("http://127.0.0.1:1", options.split(" ")));

        assertThat(result.exit()).isEqualTo(64);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(told).doesNotContain("s3cret", "Exception");
    }

    @Test
    void aTokenAndALoginExcludeEachOther() throws IOException {
        String token = file("t0ken");
        Cli cli = Cli.BARE.with("POOLMON_PASSWORD", "env");
        for (String[] command :
                new String[][] {
                    command("http://x", "--user", "ann", "--bearer-token-file", token),
                    command("http://ann:pw@x", "--bearer-token-file", token)
                }) {
            Cli.Result result = cli.run(command);

            assertThat(result.exit()).isEqualTo(64);
            assertThat(result.err()).contains("exclude each other").doesNotContain("t0ken", "pw@");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "json"})
    void noSecretIsEverShown(String format) throws IOException {
        String token = file("s3cret-t0ken");
        String[] options = {
            "--header", "X-Api-Key: s3cret-k3y", "--bearer-token-file", token, "-vv", "-o", format
        };
        try (FakeServer good = answering();
                FakeServer broken = FakeServer.sending("nonsense\r\n");
                FakeServer closing = FakeServer.closing();
                HttpService forbidden = new HttpService().at("/api/v1/health/pools", 401, "{}")) {
            for (String url :
                    new String[] {
                        "http://" + good.address(),
                        "http://" + broken.address(),
                        "http://" + closing.address(),
                        "https://" + broken.address(),
                        "http://127.0.0.1:1",
                        forbidden.url()
                    }) {
                Cli.Result result = Cli.BARE.run(command(url, options));

                assertThat(result.out() + result.err()).isNotEmpty().doesNotContain("s3cret");
            }
        }
        Cli.Result result =
                Cli.BARE
                        .with("POOLMON_PASSWORD", "s3cret")
                        .with("HTTP_PROXY", "http://pat:s3cret@127.0.0.1:1")
                        .run(command("http://x.example", "--user", "a", "-vv", "-o", format));
        assertThat(result.out() + result.err())
                .contains("proxy 127.0.0.1:1", "a:***@")
                .doesNotContain("s3cret");
    }

    @Test
    void whoIsNotLetInIsToldTheOptions() {
        try (HttpService service = new HttpService()) {
            service.at("/api/v1/health/pools", 401, "{}");
            assertThat(Cli.BARE.run(command(service.url())).out().replaceAll("\\s+", " "))
                    .contains("--user NAME", "--bearer-token-file", "--header");
            service.at("/api/v1/health/pools", 403, "{}");
            assertThat(Cli.BARE.run(command(service.url())).out().replaceAll("\\s+", " "))
                    .contains("--user", "--bearer-token-file", "--cert");
        }
    }

    @Test
    void trustIsGivenByAFileOrNotAskedFor() {
        try (TlsService service = new TlsService("good")) {
            String url = "https://" + service.address();

            assertThat(Cli.BARE.run(command(url, "-v")).err()).contains("TLS");
            assertThat(Cli.BARE.run(command(url, "--cacert", TLS + "ca.pem", "-v")).err())
                    .contains(": 200");
            Cli.Result insecure = Cli.BARE.run(command(url, "--insecure", "-v"));
            assertThat(insecure.err()).contains(": 200", "certificates are not checked");
            assertThat(Cli.BARE.run(command(url, "--insecure")).err()).isEmpty();
        }
    }

    @Test
    void theProxyComesFromTheEnvironment() {
        try (FakeServer server = answering();
                ProxyServer proxy = ProxyServer.to(server.port())) {
            Cli cli = Cli.BARE.with("http_proxy", "http://pat:pr0xy@" + proxy.address());

            assertThat(cli.run(command("http://orders.example")).exit()).isZero();
            assertThat(proxy.received().getFirst())
                    .startsWith("GET http://orders.example/api/v1/health/pools HTTP/1.1")
                    .contains("Proxy-Authorization: ");
            assertThat(
                            cli.with("NO_PROXY", "127.0.0.2")
                                    .run(command("http://" + server.address()))
                                    .exit())
                    .isZero();
            assertThat(proxy.received()).as("this machine is asked directly").hasSize(1);
        }
    }

    @Test
    void aProxyThatIsOfNoUseExits64() {
        Cli.Result result =
                Cli.BARE
                        .with("ALL_PROXY", "socks5://pat:s3cret@127.0.0.1:1080")
                        .run(command("http://orders.example"));

        assertThat(result.exit()).isEqualTo(64);
        assertThat(result.err()).contains("ALL_PROXY", "no socks").doesNotContain("s3cret");
    }
}
