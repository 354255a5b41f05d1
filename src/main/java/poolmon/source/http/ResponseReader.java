package poolmon.source.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/// Reads one response of HTTP/1.x off a connection, with a limit to everything that a server could
/// send without end.
final class ResponseReader {
    /// What a body may have at most, packed and unpacked.
    static final int MAX_BODY = 16 << 20;

    private static final int MAX_LINE = 16 << 10;
    private static final int MAX_HEADERS = 200;

    private final Origin origin;
    private final InputStream in;

    ResponseReader(Origin origin, InputStream in) {
        this.origin = origin;
        this.in = in;
    }

    /// A response as it came off the connection.
    ///
    /// @param headers by name in lower case; of several of one name the last
    /// @param whole the connection stands at the end of the response and may carry another
    @SuppressWarnings("ArrayRecordComponent")
    record Response(int status, Map<String, String> headers, byte[] body, boolean whole) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /// The status of what answers a CONNECT, which has no body where it is a good one.
    int readConnected() throws IOException, HttpTrouble {
        int status = status(line());
        headers();
        while (status < 200) {
            status = status(line());
            headers();
        }
        return status;
    }

    Response read() throws IOException, HttpTrouble {
        String statusLine = line();
        int status = status(statusLine);
        Map<String, String> headers = headers();
        while (status < 200) {
            status = status(line());
            headers = headers();
        }
        boolean bodiless = status == 204 || status == 304;
        String coding = headers.getOrDefault("transfer-encoding", "").toLowerCase(Locale.ROOT);
        boolean chunked = coding.endsWith("chunked");
        long length = chunked ? -1 : length(headers);
        byte[] body =
                bodiless
                        ? new byte[0]
                        : chunked ? chunks() : length >= 0 ? exactly(length) : untilClosed();
        boolean stays = !"close".equalsIgnoreCase(headers.getOrDefault("connection", ""));
        return new Response(
                status,
                headers,
                unpacked(body, headers),
                stays && statusLine.startsWith("HTTP/1.1") && (bodiless || chunked || length >= 0));
    }

    private int status(String line) throws HttpTrouble {
        if (line.startsWith("HTTP/1.") && line.length() >= 12 && line.charAt(8) == ' ') {
            int status = 0;
            for (int i = 9; i < 12; i++) {
                int digit = line.charAt(i) - '0';
                status = digit < 0 || digit > 9 ? -1000 : status * 10 + digit;
            }
            if (status >= 100 && status <= 599) {
                return status;
            }
        }
        throw HttpFailures.notHttp(origin, line);
    }

    private Map<String, String> headers() throws IOException, HttpTrouble {
        Map<String, String> headers = new HashMap<>();
        for (int i = 0; i < MAX_HEADERS; i++) {
            String line = line();
            if (line.isEmpty()) {
                return headers;
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        throw HttpFailures.tooLarge(origin, "more than " + MAX_HEADERS + " headers");
    }

    private long length(Map<String, String> headers) throws HttpTrouble {
        String text = headers.getOrDefault("content-length", "");
        if (text.isEmpty()) {
            return -1;
        }
        long length = number(text, 10);
        if (length > MAX_BODY) {
            throw tooLarge();
        }
        return length;
    }

    private byte[] exactly(long length) throws IOException {
        byte[] body = in.readNBytes((int) length);
        if (body.length < length) {
            throw new EOFException(body.length + " of " + length + " bytes came");
        }
        return body;
    }

    private byte[] untilClosed() throws IOException, HttpTrouble {
        byte[] body = in.readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            throw tooLarge();
        }
        return body;
    }

    private byte[] chunks() throws IOException, HttpTrouble {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String line = line();
            int semicolon = line.indexOf(';');
            long size = number(semicolon < 0 ? line : line.substring(0, semicolon), 16);
            if (size == 0) {
                headers(); // the trailer
                return body.toByteArray();
            }
            if (size > MAX_BODY - body.size()) {
                throw tooLarge();
            }
            body.writeBytes(exactly(size));
            if (!line().isEmpty()) {
                throw HttpFailures.notHttp(origin, "a chunk longer than announced");
            }
        }
    }

    private long number(String text, int radix) throws HttpTrouble {
        try {
            long number = Long.parseLong(text.strip(), radix);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException ignored) {
            // said below
        }
        throw HttpFailures.notHttp(origin, "the length " + text);
    }

    /// A line without its end. Servers that end it with a line feed alone are forgiven.
    private String line() throws IOException, HttpTrouble {
        ByteArrayOutputStream line = new ByteArrayOutputStream(64);
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                if (line.size() > 0) {
                    throw HttpFailures.notHttp(origin, text(line));
                }
                throw new EOFException("closed before the end of the answer");
            }
            if (line.size() == MAX_LINE) {
                throw HttpFailures.notHttp(origin, text(line));
            }
            line.write(b);
        }
        String text = text(line);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private static String text(ByteArrayOutputStream line) {
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private byte[] unpacked(byte[] body, Map<String, String> headers) throws HttpTrouble {
        String coding = headers.getOrDefault("content-encoding", "").toLowerCase(Locale.ROOT);
        if (body.length == 0 || coding.isEmpty() || coding.equals("identity")) {
            return body;
        }
        if (!coding.equals("gzip") && !coding.equals("x-gzip")) {
            throw HttpFailures.packing(origin, coding, null);
        }
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] unpacked = gzip.readNBytes(MAX_BODY + 1);
            if (unpacked.length > MAX_BODY) {
                throw tooLarge();
            }
            return unpacked;
        } catch (IOException e) {
            throw HttpFailures.packing(origin, coding, e);
        }
    }

    private HttpTrouble tooLarge() {
        return HttpFailures.tooLarge(origin, "more than 16 MiB");
    }
}
