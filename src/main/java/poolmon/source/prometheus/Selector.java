package poolmon.source.prometheus;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What label matchers of PromQL select by. They were written by the user and are judged by the
/// server; here it is only told which labels they name.
record Selector(List<Matcher> matchers) {
    /// The labels that every instance has.
    private static final Set<String> OF_INSTANCES = Set.of("job", "instance");

    /// Patterns that leave nothing out.
    private static final Set<String> ANY = Set.of(".*", ".+");

    /// One of them, for example `job=~"orders|billing"`.
    ///
    /// @param value without its quotes
    record Matcher(String label, String operator, String value) {
        static Matcher of(String text) {
            int start = 0;
            while (start < text.length() && "=!".indexOf(text.charAt(start)) < 0) {
                start++;
            }
            int end = start;
            while (end < text.length() && "=!~".indexOf(text.charAt(end)) >= 0) {
                end++;
            }
            return new Matcher(
                    unquoted(text.substring(0, start)),
                    text.substring(start, end),
                    unquoted(text.substring(end)));
        }

        private static String unquoted(String text) {
            String word = text.strip();
            return word.length() > 1 && isQuote(word.charAt(0))
                    ? word.substring(1, word.length() - 1)
                    : word;
        }
    }

    /// @param text matchers without their braces
    static Selector of(String text) {
        List<Matcher> matchers = new ArrayList<>();
        int start = 0;
        char quote = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ',';
            if (quote != 0 && i < text.length()) {
                if (c == '\\' && quote != '`') {
                    i++;
                } else if (c == quote) {
                    quote = 0;
                }
            } else if (isQuote(c)) {
                quote = c;
            } else if (c == ',') {
                String matcher = text.substring(start, Math.min(i, text.length())).strip();
                if (!matcher.isEmpty()) {
                    matchers.add(Matcher.of(matcher));
                }
                start = i + 1;
            }
        }
        return new Selector(matchers);
    }

    /// Whether only labels are named that every instance has.
    boolean isOfInstances() {
        return matchers.stream().allMatch(matcher -> OF_INSTANCES.contains(matcher.label()));
    }

    /// Whether some matcher says which jobs or instances are meant; one that says which are not
    /// meant does not.
    boolean namesInstances() {
        return matchers.stream()
                .anyMatch(
                        matcher ->
                                OF_INSTANCES.contains(matcher.label())
                                        && !matcher.operator().startsWith("!")
                                        && !ANY.contains(matcher.value()));
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'' || c == '`';
    }

    /// A regular expression that matches this text alone (RE2).
    static String literally(String text) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if ("\\.+*?()|[]{}^$".indexOf(text.charAt(i)) >= 0) {
                pattern.append('\\');
            }
            pattern.append(text.charAt(i));
        }
        return pattern.toString();
    }

    /// The inside of a string literal of PromQL in double quotes.
    static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
