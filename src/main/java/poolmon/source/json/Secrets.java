package poolmon.source.json;

import java.util.List;
import java.util.Locale;

/// Keeps what a service should not have told: values whose name says that they are secret, and the
/// password within a URL that some text quotes, such as the DSN in an error message.
public final class Secrets {
    static final String MASK = "***";

    private static final List<String> TELLTALES =
            List.of(
                    "password",
                    "passwd",
                    "passphrase",
                    "pwd",
                    "secret",
                    "token",
                    "credential",
                    "apikey",
                    "api_key",
                    "api-key",
                    "private_key",
                    "authorization");

    private Secrets() {}

    /// True where a field of this name holds a secret.
    public static boolean isSecret(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (String telltale : TELLTALES) {
            if (lower.contains(telltale)) {
                return true;
            }
        }
        return false;
    }

    /// The text with `***` for each password: `scheme://user:***@host`, `password=***`.
    public static String masked(String text) {
        return maskedAssignments(maskedUrls(text));
    }

    /// Word by word, so that the time it takes grows with the text and no faster. Of several URLs
    /// in one word all is masked from the first password to the last.
    private static String maskedUrls(String text) {
        if (text.indexOf("://") < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        for (int start = 0; start < text.length(); ) {
            int end = endOfWord(text, start);
            String word = text.substring(start, end);
            int slashes = word.indexOf("://");
            int colon = slashes < 0 ? -1 : word.indexOf(':', slashes + 3);
            int at = word.lastIndexOf('@');
            if (colon >= 0 && colon < at) {
                out.append(word, 0, colon + 1).append(MASK).append(word, at, word.length());
            } else {
                out.append(word);
            }
            if (end < text.length()) {
                out.append(text.charAt(end));
            }
            start = end + 1;
        }
        return out.toString();
    }

    private static String maskedAssignments(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        StringBuilder out = new StringBuilder(text.length());
        int done = 0;
        for (int i = text.indexOf('='); i >= 0; i = text.indexOf('=', i + 1)) {
            int from = i;
            while (from > done && isNamePart(lower.charAt(from - 1))) {
                from--;
            }
            if (i >= done && from < i && isSecret(lower.substring(from, i))) {
                out.append(text, done, i + 1).append(MASK);
                done = endOfValue(text, i + 1);
            }
        }
        return out.append(text, done, text.length()).toString();
    }

    /// The end of the value of an assignment, which libpq lets stand in quotes.
    private static int endOfValue(String text, int start) {
        if (start < text.length() && (text.charAt(start) == '\'' || text.charAt(start) == '"')) {
            int close = text.indexOf(text.charAt(start), start + 1);
            return close < 0 ? text.length() : close + 1;
        }
        int end = start;
        while (end < text.length() && " \t\r\n&,;)".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static int endOfWord(String text, int start) {
        int end = start;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isNamePart(char c) {
        return c == '_' || c == '-' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }
}
