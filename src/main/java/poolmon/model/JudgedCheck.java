package poolmon.model;

/// A check of a health endpoint with its status.
public record JudgedCheck(Reading.Check check, Status status) {}
