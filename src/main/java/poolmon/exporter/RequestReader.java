package poolmon.exporter;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Reads the heads of requests, with a bound on each. How long one may take is the connection's
/// business.
final class RequestReader {
    /// Bytes of a head, all of its lines together.
    private static final int MOST = 16 << 10;

    /// Bytes of its first line.
    private static final int LONGEST_LINE = 4 << 10;

    private static final String SEPARATORS = "()<>@,;:\\\"/[]?={} \t";

    private final InputStream in;

    RequestReader(InputStream in) {
        this.in = new BufferedInputStream(in, 2048);
    }

    /// Waits for the first byte of a request; false where there will be none.
    boolean awaitsMore() throws IOException {
        in.mark(1);
        int first = in.read();
        in.reset();
        return first >= 0;
    }

    /// Takes what the client still sends, so that its end does not look like a broken connection
    /// before it has read what it got.
    void drain(int most) throws IOException {
        in.readNBytes(most);
    }

    Heard read() throws IOException {
        Head head = new Head();
        String first = head.line();
        if (first != null && first.isEmpty()) {
            first = head.line(); // a line end too many behind the last request
        }
        if (first == null) {
            return head.isFull() ? nonsense(414, "The address is too long.") : new Heard.Silence();
        }
        String[] words = first.split(" ", -1);
        if (first.length() > LONGEST_LINE) {
            return nonsense(414, "The address is too long.");
        }
        if (words.length != 3 || !words[2].startsWith("HTTP/") || !isToken(words[0])) {
            return nonsense(400, "This is no HTTP request.");
        }
        if (!words[2].equals("HTTP/1.1") && !words[2].equals("HTTP/1.0")) {
            return nonsense(505, "Only HTTP/1.1 is spoken here.");
        }
        return headers(head, words[0], words[1], words[2].equals("HTTP/1.1"));
    }

    private static Heard headers(Head head, String method, String target, boolean isNew)
            throws IOException {
        Map<String, String> headers = new HashMap<>();
        while (true) {
            String line = head.line();
            if (line == null) {
                return head.isFull()
                        ? nonsense(431, "The headers are too long.")
                        : new Heard.Silence();
            }
            if (line.isEmpty()) {
                break;
            }
            int colon = line.indexOf(':');
            if (colon < 1 || !isToken(line.substring(0, colon))) {
                return nonsense(400, "A header makes no sense.");
            }
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (one, other) -> one + ", " + other);
        }
        if (isNew && !headers.containsKey("host")) {
            return nonsense(400, "The header Host is missing.");
        }
        String wish = headers.getOrDefault("connection", "").toLowerCase(Locale.ROOT);
        boolean keepsOpen = isNew ? !wish.contains("close") : wish.contains("keep-alive");
        return request(method, target, headers, keepsOpen);
    }

    private static Heard request(
            String method, String target, Map<String, String> headers, boolean keepsOpen) {
        String local = target.replaceFirst("^(?i:https?)://[^/?]*", "");
        int question = local.indexOf('?');
        String path = question < 0 ? local : local.substring(0, question);
        try {
            return new Heard.Asked(
                    new Request(
                            method,
                            path.isEmpty() ? "/" : path,
                            question < 0 ? Map.of() : parameters(local.substring(question + 1)),
                            headers,
                            keepsOpen));
        } catch (IllegalArgumentException e) {
            return nonsense(400, "The query makes no sense.");
        }
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            parameters.putIfAbsent(decoded(name), decoded(value));
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c > '~' || SEPARATORS.indexOf(c) >= 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static Heard nonsense(int status, String sentence) {
        return new Heard.Nonsense(Reply.text(status, sentence));
    }

    /// The lines of one head.
    private final class Head {
        private int read;

        boolean isFull() {
            return read >= MOST;
        }

        /// The next line without its end; null where the client is gone or has sent too much.
        @org.jspecify.annotations.Nullable
        String line() throws IOException {
            StringBuilder line = new StringBuilder();
            while (!isFull()) {
                int next = in.read();
                read++;
                if (next < 0) {
                    return null;
                }
                if (next == '\n') {
                    int length = line.length();
                    if (length > 0 && line.charAt(length - 1) == '\r') {
                        line.setLength(length - 1);
                    }
                    return line.toString();
                }
                line.append((char) next);
            }
            return null;
        }
    }
}
