package poolmon.source.http;

import org.junit.jupiter.api.Test;

import poolmon.fuzz.Fuzz;
import poolmon.model.Host;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;

/// Whatever comes over a connection is a response, or one of the troubles that have a sentence.
class ResponsesFuzzTest {
    private static final List<String> RESPONSES =
            List.of(
                    "HTTP/1.1 200 OK\r\n"
                            + "Content-Type: application/json\r\n"
                            + "Content-Length: 2\r\n\r\n"
                            + "{}",
                    "HTTP/1.1 200 OK\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\n"
                            + "5;a=b\r\n"
                            + "hello\r\n"
                            + "0\r\n"
                            + "X: y\r\n\r\n",
                    "HTTP/1.1 100 Continue\r\n\r\n"
                            + "HTTP/1.0 503 No\r\n"
                            + "Connection: close\r\n\r\n"
                            + "later",
                    "HTTP/1.1 302 Found\r\n"
                            + "Location: /x\r\n"
                            + "Content-Encoding: gzip\r\n"
                            + "Content-Length: 0\r\n\r\n");

    @Test
    void anyBytesAreAResponseOrATrouble() {
        Origin origin = new Origin(false, new Host("localhost", 80));
        Fuzz.of(
                        RESPONSES,
                        "\r\n",
                        "\n",
                        ":",
                        "HTTP/1.1 ",
                        " 204 ",
                        "Content-Length: ",
                        "chunked",
                        "Transfer-Encoding: ",
                        "gzip",
                        "ffffffff\r\n",
                        "0\r\n\r\n",
                        ";")
                .feedBytes(
                        bytes -> {
                            try {
                                new ResponseReader(origin, new ByteArrayInputStream(bytes)).read();
                                new ResponseReader(origin, new ByteArrayInputStream(bytes))
                                        .readConnected();
                            } catch (IOException | HttpTrouble told) {
                                // each becomes a sentence
                            }
                        });
    }
}
