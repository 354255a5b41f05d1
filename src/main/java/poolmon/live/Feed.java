package poolmon.live;

import java.io.IOException;
import java.util.Optional;

/// Where the screen gets what it shows: servers that are looked at, or a recording. Asking it never
/// waits for a server.
public sealed interface Feed permits LiveFeed, Replay {

    /// What is new since this was last asked; nothing where nothing is.
    ///
    /// @throws IOException where a recording cannot be read any more
    Optional<Frame> next() throws IOException;

    /// What was last shown, as old as it is by now.
    Frame now();

    /// Whether the keys are those of a recording.
    boolean isRecorded();

    /// How fast it goes, for the status line.
    String pace();

    boolean isPaused();

    /// Stops, or goes on.
    void pause();

    /// Goes half as fast.
    void slower();

    /// Goes twice as fast.
    void faster();

    /// Goes by so many looks, back where it is negative, and stops there.
    void step(int looks);
}
