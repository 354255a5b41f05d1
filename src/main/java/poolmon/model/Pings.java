package poolmon.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How long a server took to answer `PING`, a few times one after the other.
///
/// @param times from the shortest to the longest; none where it did not answer `PONG`
/// @param refusal what it said instead
/// @param isSilent whether it said nothing
public record Pings(List<Duration> times, Optional<ServerText> refusal, boolean isSilent) {
    /// Nobody asked.
    public static final Pings NONE = of(List.of());

    /// The server said nothing.
    public static final Pings SILENT = new Pings(List.of(), Optional.empty(), true);

    public Pings {
        List<Duration> sorted = new ArrayList<>(times);
        sorted.sort(null);
        times = List.copyOf(sorted);
    }

    /// The server answered, each time after so long.
    public static Pings of(List<Duration> times) {
        return new Pings(times, Optional.empty(), false);
    }

    /// The server said something else.
    public static Pings refused(ServerText refusal) {
        return new Pings(List.of(), Optional.of(refusal), false);
    }

    /// The time that so much of all answers stayed within, by the nearest rank.
    ///
    /// @param percent 0 for the shortest to 100 for the longest
    public Optional<Duration> within(int percent) {
        if (times.isEmpty()) {
            return Optional.empty();
        }
        int rank = (int) Math.ceil(percent / 100.0 * times.size());
        return Optional.of(times.get(Math.max(0, rank - 1)));
    }
}
