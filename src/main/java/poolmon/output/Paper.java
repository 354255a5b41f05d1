package poolmon.output;

import java.io.Writer;
import java.util.OptionalInt;

/// What an output prints on. Whoever makes it has looked at the terminal; an output does not.
///
/// @param writer flushed but never closed by an output
/// @param width columns of the terminal; absent where a file or a pipe is written to, which gets
///     everything in full
/// @param colour whether escape codes for colours may be written
public record Paper(Writer writer, OptionalInt width, boolean colour) {}
