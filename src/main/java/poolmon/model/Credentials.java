package poolmon.model;

/// A user name with its password.
public record Credentials(String user, Secret password) {}
