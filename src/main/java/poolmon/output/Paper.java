package poolmon.output;

import java.io.Writer;
import java.util.OptionalInt;

/// What an output prints on, and how much of it. Whoever makes it has looked at the terminal; an
/// output does not.
///
/// @param writer flushed but never closed by an output
/// @param width columns of the terminal; absent where a file or a pipe is written to, which gets
///     everything in full
/// @param colour whether escape codes for colours may be written
/// @param detail what people get beyond what needs a look
public record Paper(Writer writer, OptionalInt width, boolean colour, Detail detail) {

    /// A paper for no more than what needs a look.
    public Paper(Writer writer, OptionalInt width, boolean colour) {
        this(writer, width, colour, Detail.NONE);
    }

    /// What people get beyond what needs a look. Formats for programs have all of it anyway.
    ///
    /// @param allSessions sessions without a verdict, too
    /// @param wholeStatements statements to their end, however long
    public record Detail(boolean allSessions, boolean wholeStatements) {
        /// Nothing beyond that.
        public static final Detail NONE = new Detail(false, false);
    }
}
