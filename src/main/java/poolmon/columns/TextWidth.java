package poolmon.columns;

import org.jline.utils.WCWidth;

import java.util.ArrayList;
import java.util.List;

/// How many columns of a terminal a text takes: an ideograph takes two, a combining mark none. A
/// table that counts characters instead falls apart at the first Chinese name.
public final class TextWidth {
    private static final char ELLIPSIS = '…';
    private static final int FIRST_COMBINING_MARK = 0x300;

    /// Marks that one character may carry. No script needs more, and a text that stacks thousands
    /// of them on one letter would be as wide as the letter and as long as it likes.
    private static final int MAX_MARKS = 8;

    private TextWidth() {}

    /// The columns that the text takes.
    public static int of(String text) {
        int width = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            width += of(c);
        }
        return width;
    }

    /// The columns that a character takes: 0, 1 or 2. What plain tables are made of is told without
    /// loading the tables of Unicode.
    private static int of(int c) {
        return c < FIRST_COMBINING_MARK || c == ELLIPSIS ? 1 : Math.max(0, WCWidth.wcwidth(c));
    }

    /// The text, or as much of it as fits with a `…` at its end. Never splits a character.
    ///
    /// @param width columns, 1 or more
    public static String cut(String text, int width) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), 4 * width));
        int used = 0;
        int marks = 0;
        int beforeEllipsis = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            int columns = of(c);
            marks = columns == 0 ? marks + 1 : 0;
            if (marks > MAX_MARKS) {
                continue;
            }
            if (used + columns > width) {
                out.setLength(beforeEllipsis);
                return out.append(ELLIPSIS).toString();
            }
            used += columns;
            out.appendCodePoint(c);
            if (used < width) {
                beforeEllipsis = out.length();
            }
        }
        return out.toString();
    }

    /// The text, or as much of its end as fits behind a `…`. Never splits a character.
    ///
    /// @param width columns, 1 or more
    public static String cutStart(String text, int width) {
        if (of(text) <= width) {
            return cut(text, width);
        }
        int from = text.length();
        int used = 1;
        while (from > 0) {
            int c = text.codePointBefore(from);
            if (used + of(c) > width) {
                break;
            }
            used += of(c);
            from -= Character.charCount(c);
        }
        // a mark without the character that it belongs to would land on the ellipsis
        while (from < text.length() && of(text.codePointAt(from)) == 0) {
            from += Character.charCount(text.codePointAt(from));
        }
        return cut(ELLIPSIS + text.substring(from), width);
    }

    /// The text in lines that are not wider than `width`, broken at spaces where there are any, and
    /// within a word where the word alone is too wide. Nothing is lost but the spaces at the
    /// breaks.
    ///
    /// @param width columns, 2 or more
    public static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int used = 0;
        int start = 0;
        while (start < text.length()) {
            int word = start;
            while (word < text.length() && text.charAt(word) == ' ') {
                word++;
            }
            int end = text.indexOf(' ', word) < 0 ? text.length() : text.indexOf(' ', word);
            int gap = line.isEmpty() ? 0 : word - start;
            int columns = of(text.substring(word, end));
            if (!line.isEmpty() && used + gap + columns > width) {
                flush(line, lines);
                used = 0;
                gap = 0;
            }
            line.repeat(' ', gap);
            used = append(text.substring(word, end), line, used + gap, width, lines);
            start = end;
        }
        flush(line, lines);
        return lines;
    }

    private static int append(
            String word, StringBuilder line, int from, int width, List<String> lines) {
        int used = from;
        for (int i = 0; i < word.length(); ) {
            int c = word.codePointAt(i);
            i += Character.charCount(c);
            int columns = of(c);
            if (used + columns > width) {
                flush(line, lines);
                used = 0;
            }
            line.appendCodePoint(c);
            used += columns;
        }
        return used;
    }

    private static void flush(StringBuilder line, List<String> lines) {
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == ' ') {
            end--;
        }
        if (end > 0) {
            lines.add(line.substring(0, end));
        }
        line.setLength(0);
    }
}
