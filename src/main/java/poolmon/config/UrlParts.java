package poolmon.config;

import poolmon.model.Credentials;
import poolmon.model.Host;
import poolmon.model.Secret;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What the URLs of all kinds of targets have in common. Taken apart by hand, since `java.net.URI`
/// knows no host with an underscore and no `#` in a password, and quotes its input, password
/// included, in its exceptions.
final class UrlParts {
    private UrlParts() {}

    /// Where the authority ends: at the first `/`, `?` or `#` behind the last `@` that stands in
    /// front of the path. Passwords that should have been encoded and were not may hold any of
    /// these.
    static int endOfAuthority(String rest) {
        int plain = firstOf(rest, "/?#", 0);
        int at = rest.indexOf('@');
        if (at > plain && plain > 0 && isPassword(rest, plain, at)) {
            return firstOf(rest, "/?#", rest.lastIndexOf('@'));
        }
        return plain;
    }

    /// True where what stands before an `@` can only be user information: a colon, and then
    /// something that is neither a port nor a port with more hosts behind it (`h1:5432,h2`).
    private static boolean isPassword(String rest, int plain, int at) {
        int colon = rest.indexOf(':');
        if (colon < 0 || colon > plain || rest.charAt(0) == '[' || at < plain) {
            return false;
        }
        int end = colon + 1;
        while (end < plain && isDigit(rest.charAt(end))) {
            end++;
        }
        return end < plain && rest.charAt(end) != ',';
    }

    private static int firstOf(String text, String marks, int from) {
        int i = from;
        while (i < text.length() && marks.indexOf(text.charAt(i)) < 0) {
            i++;
        }
        return i;
    }

    /// Host and port of `host`, `host:port`, `[::1]:port`.
    ///
    /// @throws IllegalArgumentException where there is no host, or the port is none
    static Host host(String text, int standardPort, String hint) {
        String name = text;
        String port = "";
        if (text.startsWith("[")) {
            int close = text.indexOf(']');
            if (close < 0) {
                throw new IllegalArgumentException("the address lacks its closing ]" + hint);
            }
            name = text.substring(1, close);
            String behind = text.substring(close + 1);
            if (!behind.isEmpty() && behind.charAt(0) != ':') {
                throw new IllegalArgumentException("behind the ] a :port is expected" + hint);
            }
            port = behind.isEmpty() ? "" : behind.substring(1);
        } else {
            int colon = text.indexOf(':');
            if (colon >= 0) {
                name = text.substring(0, colon);
                port = text.substring(colon + 1);
            }
        }
        if (name.isEmpty()) {
            throw new IllegalArgumentException("the URL names no host" + hint);
        }
        return new Host(name, port.isEmpty() ? standardPort : port(port, hint));
    }

    /// A port, 1 to 65535.
    ///
    /// @throws IllegalArgumentException without quoting the text: what stands in the place of a
    ///     port may be a part of a password
    static int port(String text, String hint) {
        int port = 0;
        for (int i = 0; i < text.length(); i++) {
            port =
                    isDigit(text.charAt(i)) && port < 100_000
                            ? port * 10 + text.charAt(i) - '0'
                            : -1;
            if (port < 0) {
                break;
            }
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("the port is not a number from 1 to 65535" + hint);
        }
        return port;
    }

    /// The login of `user:password` or `user`.
    static Optional<Credentials> credentials(String userInfo) {
        int colon = userInfo.indexOf(':');
        String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
        String password = colon < 0 ? "" : userInfo.substring(colon + 1);
        return userInfo.isEmpty()
                ? Optional.empty()
                : Optional.of(new Credentials(decoded(user), new Secret(decoded(password))));
    }

    /// The text with each `%xx` replaced by what it stands for. What is no such code stays as it
    /// is: people put raw passwords into URLs.
    static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); ) {
            int code = text.charAt(i) == '%' ? code(text, i + 1) : -1;
            if (code >= 0) {
                bytes.write(code);
                i += 3;
            } else {
                int c = text.codePointAt(i);
                bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
                i += Character.charCount(c);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int code(String text, int at) {
        if (at + 2 > text.length()) {
            return -1;
        }
        int high = Character.digit(text.charAt(at), 16);
        int low = Character.digit(text.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    /// A scheme for a sentence. What cannot be one may be a part of anything, a password included.
    static String quoted(String scheme) {
        boolean plain = scheme.length() <= 20;
        for (int i = 0; i < scheme.length(); i++) {
            plain &= Character.isLetterOrDigit(scheme.charAt(i)) || scheme.charAt(i) == '+';
        }
        return plain ? "\"" + scheme + "\"" : "that";
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
