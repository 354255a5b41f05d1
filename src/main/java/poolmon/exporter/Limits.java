package poolmon.exporter;

import java.time.Duration;

/// How much of itself the listener gives to its clients. Who keeps to HTTP and reads what was asked
/// for never feels it.
///
/// @param clients connections at a time, each with a thread
/// @param asking the time for a handshake and the whole head of a request
/// @param answering the time for us to answer
/// @param reading the time for the client to read the answer
/// @param idling how long a connection is kept open between requests
record Limits(int clients, Duration asking, Duration answering, Duration reading, Duration idling) {

    /// @param look the time for one look
    static Limits of(Duration look) {
        return new Limits(
                64,
                Duration.ofSeconds(10),
                look.plusSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofMinutes(2));
    }
}
