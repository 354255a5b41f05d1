package poolmon.model;

/// A target and what came back from it.
public record Observation(Target target, Answer answer) {}
