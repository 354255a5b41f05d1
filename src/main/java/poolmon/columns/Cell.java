package poolmon.columns;

/// A piece of a line.
///
/// @param gap spaces before the text
/// @param text not empty
public record Cell(int gap, String text, Role role) {}
