package poolmon.live;

import poolmon.columns.Role;

/// A piece of a line.
///
/// @param isMarked whether it stands out as what is selected
public record Span(String text, Role role, boolean isMarked) {}
