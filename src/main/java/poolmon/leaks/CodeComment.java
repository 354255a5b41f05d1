package poolmon.leaks;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The comment by which a framework says from which place in the code a statement comes: that of
/// sqlcommenter (`/*controller='orders',action='index'*/`, values URL-encoded, see its
/// specification) or of Rails (`/*controller:orders,action:index*/`).
final class CodeComment {
    /// What differs from request to request names no place in the code.
    private static final Set<String> PER_REQUEST =
            Set.of(
                    "traceparent",
                    "tracestate",
                    "request_id",
                    "job_id",
                    "pid",
                    "span_id",
                    "trace_id");

    private static final int LONGEST = 2_000;

    private static final Pattern PAIR =
            Pattern.compile(
                    "\\s*([A-Za-z_][\\w.%-]{0,60})(?:='((?:[^'\\\\]++|\\\\.)*+)'|:([^,:'/*]*))");

    private CodeComment() {}

    /// The place in the code, for example `controller=orders, action=index`; absent where the
    /// statement has no such comment. It stands at the end of the statement or at its beginning.
    static Optional<String> of(String sql) {
        Optional<String> last = parsed(sql, sql.lastIndexOf("/*"));
        return last.isPresent() ? last : parsed(sql, sql.startsWith("/*") ? 0 : -1);
    }

    private static Optional<String> parsed(String sql, int start) {
        int end = start < 0 ? -1 : sql.indexOf("*/", start + 2);
        boolean atAnEnd = start == 0 || (end >= 0 && isOver(sql, end + 2));
        if (end < 0 || end - start > LONGEST || !atAnEnd) {
            return Optional.empty();
        }
        String comment = sql.substring(start + 2, end).strip();
        StringJoiner place = new StringJoiner(", ");
        Matcher pair = PAIR.matcher(comment);
        int at = 0;
        while (at < comment.length()) {
            if (!pair.region(at, comment.length()).lookingAt()) {
                return Optional.empty(); // a comment like any other
            }
            String key = pair.group(1);
            String value = pair.group(2) == null ? pair.group(3) : decoded(pair.group(2));
            if (!PER_REQUEST.contains(key.toLowerCase(Locale.ROOT))) {
                place.add(key + "=" + (value == null ? "" : value.strip()));
            }
            at = pair.end();
            if (at < comment.length() && comment.charAt(at) != ',') {
                return Optional.empty();
            }
            at++;
        }
        return place.length() == 0 ? Optional.empty() : Optional.of(place.toString());
    }

    private static boolean isOver(String sql, int from) {
        for (int i = from; i < sql.length(); i++) {
            if (sql.charAt(i) > ' ' && sql.charAt(i) != ';') {
                return false;
            }
        }
        return true;
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }
}
