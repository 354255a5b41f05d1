package poolmon.model;

import java.util.Objects;

/// Text that came from a server: a query, an application name, an error message.
///
/// Such text is hostile until shown otherwise. It may hold escape sequences that reprogram the
/// terminal of the reader, or bidirectional controls that make one text look like another.
public record ServerText(String raw) {
    public ServerText {
        Objects.requireNonNull(raw);
    }

    /// No text at all.
    public static final ServerText EMPTY = new ServerText("");

    /// The text as it came, for JSON, where the writer escapes it.
    @Override
    public String raw() {
        return raw;
    }

    /// True where the server sent nothing or only white space.
    public boolean isBlank() {
        return raw.isBlank();
    }

    /// The text on one line, fit for a terminal: runs of white space become one space, each
    /// control, bidirectional or unassigned character becomes `�`.
    public String shown() {
        StringBuilder out = new StringBuilder(raw.length());
        boolean spaceDue = false;
        for (int i = 0; i < raw.length(); ) {
            int c = raw.codePointAt(i);
            i += Character.charCount(c);
            if (isSpace(c)) {
                spaceDue = !out.isEmpty();
                continue;
            }
            if (spaceDue) {
                out.append(' ');
                spaceDue = false;
            }
            out.appendCodePoint(isHarmless(c) ? c : 0xFFFD);
        }
        return out.toString();
    }

    /// Whether a character may reach a terminal: neither a control nor one that changes how the
    /// characters around it are laid out. (A zero-width joiner within an emoji is such a format
    /// character too; losing it is the lesser harm.)
    public static boolean isHarmless(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    /// The same as [#shown()].
    @Override
    public String toString() {
        return shown();
    }
}
