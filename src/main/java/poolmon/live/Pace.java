package poolmon.live;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// How often to look and for how long.
///
/// @param every from the start of one look to that of the next
/// @param count so many looks at most
/// @param whole no look begins after this time
public record Pace(Duration every, OptionalLong count, Optional<Duration> whole) {

    /// Whether another look is due, after so many and so much time.
    public boolean goesOn(long looks, Duration since) {
        return (count.isEmpty() || looks < count.getAsLong())
                && (whole.isEmpty() || since.compareTo(whole.get()) < 0);
    }
}
