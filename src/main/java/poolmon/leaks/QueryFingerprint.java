package poolmon.leaks;

/// The shape of a statement: what remains when literals, lists and white space are folded, so that
/// all runs of one code path look alike.
///
/// Numbers, strings (`'…'`, `E'…'`, `$tag$…$tag$`) and parameters become `?`, a list of them
/// becomes `(?, …)`. Comments go, but for the one in which a framework names the place in the code
/// ([CodeComment]). Keywords and names stay as they are written: two places in the
/// code that write the same statement differently are two places.
public final class QueryFingerprint {
    private final String sql;
    private final StringBuilder out;
    private int at;

    private QueryFingerprint(String sql) {
        this.sql = sql;
        this.out = new StringBuilder(Math.min(sql.length(), 1_000));
    }

    /// The shape of the given statement. Any text is accepted; what is cut off in the middle, as
    /// the server does beyond `track_activity_query_size`, is folded as far as it goes.
    public static String of(String sql) {
        String shape = new QueryFingerprint(sql).fold();
        return CodeComment.of(sql).map(place -> shape + " /* " + place + " */").orElse(shape);
    }

    private String fold() {
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c <= ' ') {
                at++;
                space();
            } else if (sql.startsWith("--", at)) {
                at = endOr(sql.indexOf('\n', at), 0);
                space();
            } else if (sql.startsWith("/*", at)) {
                skipComment();
                space();
            } else if (c == '\'') {
                skipQuoted('\'', endsInEscapePrefix());
                literal();
            } else if (c == '"') {
                int start = at;
                skipQuoted('"', false);
                out.append(sql, start, at);
            } else if (c == '$' && isDollarQuote()) {
                literal();
            } else if (c == '$' && at + 1 < sql.length() && isDigit(sql.charAt(at + 1))) {
                at++;
                skipWord();
                literal();
            } else if (isDigit(c)) {
                skipNumber();
                literal();
            } else if (Character.isJavaIdentifierStart(c)) {
                int start = at;
                skipWord();
                out.append(sql, start, at);
            } else {
                out.append(c);
                at++;
            }
        }
        return out.toString().strip();
    }

    private void space() {
        if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
            out.append(' ');
        }
    }

    /// Writes `?`; the second and every later one of a list becomes a single `…`.
    private void literal() {
        if (endsWith("?, …, ") || endsWith("?, …,")) {
            out.setLength(out.lastIndexOf(","));
        } else if (endsWith("?, ")) {
            out.append('…');
        } else if (endsWith("?,")) {
            out.append(" …");
        } else {
            out.append('?');
        }
    }

    private boolean endsWith(String tail) {
        int start = out.length() - tail.length();
        return start >= 0 && out.indexOf(tail, start) == start;
    }

    /// `E'…'` knows backslash escapes; the prefix itself belongs to the literal.
    private boolean endsInEscapePrefix() {
        int last = out.length() - 1;
        boolean prefix =
                last >= 0
                        && (out.charAt(last) == 'E' || out.charAt(last) == 'e')
                        && (last == 0 || !Character.isJavaIdentifierPart(out.charAt(last - 1)));
        if (prefix) {
            out.setLength(last);
        }
        return prefix;
    }

    private void skipQuoted(char quote, boolean backslash) {
        at++;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (backslash && c == '\\') {
                at += 2;
            } else if (c != quote) {
                at++;
            } else if (at + 1 < sql.length() && sql.charAt(at + 1) == quote) {
                at += 2;
            } else {
                at++;
                return;
            }
        }
        at = sql.length();
    }

    /// Steps over `$tag$…$tag$` if that is what stands here.
    private boolean isDollarQuote() {
        int end = at + 1;
        while (end < sql.length()
                && Character.isJavaIdentifierPart(sql.charAt(end))
                && sql.charAt(end) != '$') {
            end++;
        }
        if (end >= sql.length() || sql.charAt(end) != '$' || isDigit(sql.charAt(at + 1))) {
            return false;
        }
        String tag = sql.substring(at, end + 1);
        at = endOr(sql.indexOf(tag, end + 1), tag.length());
        return true;
    }

    private void skipComment() {
        int depth = 0;
        do {
            if (sql.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (sql.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0 && at < sql.length());
    }

    private void skipNumber() {
        while (at < sql.length()
                && (isDigit(sql.charAt(at))
                        || sql.charAt(at) == '.'
                        || Character.isLetter(sql.charAt(at))
                        || sql.charAt(at) == '_')) {
            at++;
        }
    }

    private void skipWord() {
        while (at < sql.length() && Character.isJavaIdentifierPart(sql.charAt(at))) {
            at++;
        }
    }

    private int endOr(int found, int length) {
        return found < 0 ? sql.length() : found + length;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
