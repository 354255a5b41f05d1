package poolmon.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import poolmon.fuzz.Fuzz;

import java.io.ByteArrayInputStream;
import java.util.List;

/// Whatever a client sends is a request, or is told to be none.
class RequestsFuzzTest {
    @Test
    void anyBytesAreARequestOrNonsense() {
        Fuzz.of(
                        List.of(
                                "GET /probe?target=a%20b&x=y HTTP/1.1\r\n"
                                        + "Host: h\r\n"
                                        + "Accept: a;q=0.5\r\n\r\n",
                                "HEAD / HTTP/1.0\r\n"
                                        + "Authorization: Basic b3BzOng=\r\n\r\n"
                                        + "GET /metrics HTTP/1.1\r\n\r\n"),
                        "\r\n",
                        "\n",
                        " ",
                        ":",
                        "?",
                        "&",
                        "=",
                        "%zz",
                        "%e2%80%ae",
                        "HTTP/1.1",
                        "GET ",
                        "/../",
                        "\r")
                .feedBytes(
                        bytes -> {
                            RequestReader reader =
                                    new RequestReader(new ByteArrayInputStream(bytes));
                            while (reader.awaitsMore()) {
                                Heard heard = reader.read();
                                assertThat(heard).isNotNull();
                                if (!(heard instanceof Heard.Asked)) {
                                    break;
                                }
                            }
                        });
    }
}
