package poolmon.exporter;

/// What came over a connection.
sealed interface Heard {
    /// A request.
    record Asked(Request request) implements Heard {}

    /// Something that is no request, and what to say to it.
    record Nonsense(Reply reply) implements Heard {}

    /// Nothing: the client has gone.
    record Silence() implements Heard {}
}
