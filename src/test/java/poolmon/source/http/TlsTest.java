package poolmon.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import poolmon.fixture.AskingServer;
import poolmon.fixture.HttpService;
import poolmon.fixture.TlsService;
import poolmon.model.Access;
import poolmon.model.Access.Tls;
import poolmon.model.Deadline;
import poolmon.model.Failure;
import poolmon.model.Failure.Code;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import javax.net.ssl.SSLSocketFactory;

/// Whom we trust over https, and whom we show what.
class TlsTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

    @TempDir private Path folder;

    private static AskingServer asking(boolean needs, String answer) {
        return new AskingServer(
                needs,
                answer,
                Ways.file("rsa-client.pem"),
                Ways.file("ec-client.pem"),
                Ways.file("ed25519-client.pem"));
    }

    private Path written(String text) throws IOException {
        return Files.writeString(folder.resolve("some.pem"), text, StandardCharsets.ISO_8859_1);
    }

    private static Access trusting(Path bundle) {
        return Ways.with(new Tls(Optional.of(bundle), Optional.empty(), Optional.empty(), false));
    }

    @Test
    void trustsWhomABundleNames() throws IOException {
        Path bundle =
                written(
                        "# of the house - and others -----\n"
                                + Files.readString(Ways.file("ec-client.pem"))
                                + "\r\n-- ours --\n"
                                + Files.readString(Ways.file("ca.pem")).replace("\n", "\r\n"));
        try (TlsService service = new TlsService("good")) {
            assertThat(Ways.answered(Ways.got("https://" + service.address(), trusting(bundle))))
                    .isNotNull();
        }
    }

    @Test
    void aBundleReplacesWhomTheRuntimeTrusts() {
        try (TlsService service = new TlsService("good")) {
            Failure failure =
                    Ways.failed(
                            Ways.got(
                                    "https://" + service.address(),
                                    Ways.trusting("ec-client.pem")));

            assertThat(failure.code()).isEqualTo(Code.TLS);
            assertThat(failure.nextStep()).contains("--cacert");
        }
    }

    @ParameterizedTest
    @CsvSource({"good", "expired", "other-host"})
    void insecureTrustsAnybody(String certificate) {
        Tls insecure = new Tls(Optional.empty(), Optional.empty(), Optional.empty(), true);
        try (TlsService service = new TlsService(certificate)) {
            assertThat(
                            Ways.answered(
                                            Ways.got(
                                                    "https://" + service.address(),
                                                    Ways.with(insecure)))
                                    .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "rsa-client.pem, rsa-pkcs8.pem, rsa",
        "rsa-client.pem, rsa-pkcs1.pem, rsa",
        "rsa-both.pem, '', rsa",
        "ec-client.pem, ec-pkcs8.pem, ec",
        "ec-client.pem, ec-sec1.pem, ec",
        "ed25519-client.pem, ed25519-pkcs8.pem, ed25519"
    })
    void showsItsCertificateToAServerThatNeedsOne(String certificate, String key, String name) {
        try (AskingServer server = asking(true, OK)) {
            Ways.answered(Ways.got(server.url(), Ways.showing(certificate, key)));

            assertThat(server.shown()).containsExactly("CN=poolmon test client " + name);
        }
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "rsa-client.pem, rsa-pkcs8.pem"})
    void aServerThatMissesACertificateOrTakesNotOursIsTold(String certificate, String key) {
        try (AskingServer server = new AskingServer(true, OK, Ways.file("ec-client.pem"))) {
            Access access =
                    certificate.isEmpty()
                            ? Ways.trusting("ca.pem")
                            : Ways.showing(certificate, key);
            Failure failure = Ways.failed(Ways.got(server.url(), access));

            assertThat(failure.code()).isEqualTo(Code.TLS);
            assertThat(failure.message().shown()).contains("wants a client certificate");
            assertThat(failure.nextStep()).contains("--cert FILE");
        }
    }

    @Test
    void theCertificateIsNotShownToAnotherOriginNorHomeAgainFromThere() {
        try (AskingServer end = asking(false, OK);
                AskingServer start = asking(false, redirect(end.url()))) {
            Ways.answered(Ways.got(start.url(), Ways.showing("rsa-both.pem", "")));

            assertThat(start.shown()).containsExactly("CN=poolmon test client rsa");
            assertThat(end.shown()).containsExactly("");
        }
        try (HttpService away = new HttpService();
                AskingServer home = asking(false, redirect(away.url()))) {
            away.redirect("/", 302, home.url() + "/");
            Ways.failed(Ways.got(home.url(), Ways.showing("rsa-both.pem", "")));

            assertThat(home.shown())
                    .as("six steps, each second one at home")
                    .containsExactly("CN=poolmon test client rsa", "", "");
        }
    }

    private static String redirect(String url) {
        return "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + url + "/\r\n\r\n";
    }

    @ParameterizedTest
    @CsvSource({
        "rsa-client.pem, rsa-encrypted.pem, openssl pkey -in",
        "rsa-client.pem, rsa-encrypted-pkcs1.pem, openssl pkey -in",
        "rsa-client.pem, ec-pkcs8.pem, made for",
        "ec-client.pem, ed25519-pkcs8.pem, made for",
        "rsa-client.pem, '', BEGIN PRIVATE KEY",
        "rsa-client.pem, ca.pem, BEGIN PRIVATE KEY",
        "rsa-pkcs8.pem, rsa-pkcs8.pem, BEGIN CERTIFICATE",
        "good.p12, '', BEGIN CERTIFICATE",
        "no-such.pem, '', is there"
    })
    void aFileOfNoUseIsTold(String certificate, String key, String nextStep) {
        try (AskingServer server = asking(true, OK)) {
            Failure failure = Ways.failed(Ways.got(server.url(), Ways.showing(certificate, key)));

            assertThat(failure.code()).isEqualTo(Code.TLS);
            assertThat(failure.message().shown()).startsWith("The file src").endsWith(".");
            assertThat(failure.nextStep()).contains(nextStep);
        }
    }

    @Test
    void damagedFilesAreTold() throws IOException {
        String key = Files.readString(Ways.file("ec-sec1.pem"));
        String certificate = Files.readString(Ways.file("ec-client.pem"));
        List<String> damaged = new ArrayList<>();
        damaged.add(certificate.substring(0, 200) + "\n-----END CERTIFICATE-----\n" + key);
        damaged.add(certificate.replace("M", "!") + key);
        damaged.add(
                certificate + "-----BEGIN EC PRIVATE KEY-----\nMIGk\n-----END EC PRIVATE KEY-----");
        damaged.add(certificate + "-----BEGIN EC PRIVATE KEY-----\n-----END EC PRIVATE KEY-----");
        damaged.add(certificate + "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----");
        damaged.add(certificate + "-----BEGIN PRIVATE KEY-----\nAAAA\n");
        damaged.add("-----BEGIN CERTIFICATE");
        damaged.add("");
        for (String text : damaged) {
            Path file = written(text);
            Access access =
                    Ways.with(
                            new Tls(Optional.empty(), Optional.of(file), Optional.empty(), false));
            Failure failure = Ways.failed(Ways.got("https://127.0.0.1:1", access));
            // nothing listens there: the connection comes first
            assertThat(failure.code()).isEqualTo(Code.CONNECTION_REFUSED);
            try (AskingServer server = asking(true, OK)) {
                assertThat(Ways.failed(Ways.got(server.url(), access)).message().shown())
                        .startsWith("The file " + file + " holds ");
            }
        }
    }

    @Test
    void plainHttpReadsNoneOfTheFiles() {
        Access access = Ways.showing("no-such.pem", "no-such.pem");

        assertThat(Ways.failed(Ways.got("http://127.0.0.1:1", access)).code())
                .isEqualTo(Code.CONNECTION_REFUSED);
    }

    @Test
    void aFleetSharesWhatWasRead() throws Exception {
        TlsContexts contexts = new TlsContexts();
        Deadline end = Deadline.in(Duration.ofSeconds(30));
        List<Callable<SSLSocketFactory>> askers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            askers.add(() -> contexts.sockets(Ways.showing("rsa-both.pem", "").tls(), end));
        }
        Set<SSLSocketFactory> made = new HashSet<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<SSLSocketFactory> each : threads.invokeAll(askers)) {
                made.add(each.get());
            }
        }
        assertThat(made).hasSize(1);
        assertThat(contexts.sockets(Ways.trusting("ca.pem").tls(), end)).isNotIn(made);
    }
}
