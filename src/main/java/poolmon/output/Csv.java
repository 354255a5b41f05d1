package poolmon.output;

import poolmon.model.ServerText;

import java.io.IOException;
import java.io.Writer;
import java.util.Optional;
import java.util.OptionalLong;

/// Writes rows of comma-separated values as RFC 4180 has them, with the line end of this house. A
/// text from a server that a spreadsheet would take for a formula gets an apostrophe before it
/// (OWASP, "CSV Injection"); our own figures never do.
final class Csv {
    /// In full width, too, which some spreadsheets take alike.
    private static final String FORMULA = "=+-@＝＋－＠";

    private final Writer writer;
    private boolean first = true;

    Csv(Writer writer) {
        this.writer = writer;
    }

    /// A cell with a word or figure of our own.
    void own(String text) throws IOException {
        if (!first) {
            writer.write(',');
        }
        first = false;
        writer.write(quoted(text));
    }

    /// A cell with a text that somebody else wrote.
    void text(ServerText text) throws IOException {
        String shown = text.shown();
        boolean formula = !shown.isEmpty() && FORMULA.indexOf(shown.charAt(0)) >= 0;
        own(formula ? "'" + shown : shown);
    }

    /// The same; empty where there is none.
    void text(Optional<ServerText> text) throws IOException {
        text(text.orElse(ServerText.EMPTY));
    }

    /// A count; empty where it is not known.
    void number(OptionalLong number) throws IOException {
        own(number.isPresent() ? Long.toString(number.getAsLong()) : "");
    }

    /// Ends the row.
    void end() throws IOException {
        writer.write('\n');
        first = true;
    }

    private static String quoted(String text) {
        boolean needed = text.indexOf(',') >= 0 || text.indexOf('"') >= 0 || text.startsWith(" ");
        return needed ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    void flush() throws IOException {
        writer.flush();
    }
}
