package poolmon.config;

import java.util.LinkedHashMap;
import java.util.Map;

/// libpq's connection string: `host=db user='o''neil' sslmode = require`.
final class KeyValues {
    private final String text;
    private final String hint;
    private int at;

    private KeyValues(String text, String hint) {
        this.text = text;
        this.hint = hint;
    }

    /// @throws IllegalArgumentException without quoting the text, which may hold a password
    static Map<String, String> parse(String text, String hint) {
        return new KeyValues(text, hint).all();
    }

    private Map<String, String> all() {
        Map<String, String> settings = new LinkedHashMap<>();
        skipSpace();
        while (at < text.length()) {
            String name = name();
            settings.put(name, value());
            skipSpace();
        }
        if (settings.isEmpty()) {
            throw wrong("the DSN is empty");
        }
        return settings;
    }

    private String name() {
        int start = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        String name = text.substring(start, at);
        skipSpace();
        if (name.isEmpty() || at >= text.length() || text.charAt(at) != '=') {
            throw wrong("it is neither a URL nor a list of name=value");
        }
        at++;
        skipSpace();
        return name;
    }

    private String value() {
        boolean quoted = at < text.length() && text.charAt(at) == '\'';
        if (quoted) {
            at++;
        }
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (quoted ? c == '\'' : Character.isWhitespace(c)) {
                break;
            }
            if (c == '\\' && at + 1 < text.length()) {
                at++;
            }
            value.append(text.charAt(at));
            at++;
        }
        if (quoted) {
            if (at >= text.length()) {
                throw wrong("a quoted value lacks its closing quote");
            }
            at++;
        }
        return value.toString();
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(what + hint);
    }
}
