package poolmon.output;

import poolmon.model.Report;

/// A report on targets that were looked at together.
///
/// @param name of these targets; empty where they have none
public record Section(String name, Report report) {}
