package poolmon.survey;

import poolmon.model.Deadline;
import poolmon.model.Report;
import poolmon.model.Spans;
import poolmon.model.Status;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/// Looks again and again until all is well or the time is up: the smoke check after a deploy.
public final class Retry {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /// Lets time pass.
    interface Sleep {
        void of(Duration time) throws InterruptedException;
    }

    private Retry() {}

    /// The first healthy report, or the one of a last look when the time is up.
    ///
    /// @param time how long to go on; zero: look once
    /// @throws Exception what a look throws
    public static Report untilHealthy(Duration time, Callable<Report> look) throws Exception {
        return untilHealthy(Deadline.in(time)::left, look, Thread::sleep);
    }

    /// @param time what is left of it
    static Report untilHealthy(Supplier<Duration> time, Callable<Report> look, Sleep sleep)
            throws Exception {
        Duration pause = FIRST_PAUSE;
        while (true) {
            Duration left = time.get();
            Report report = look.call();
            if (report.status() == Status.HEALTHY || left.isZero()) {
                return report;
            }
            sleep.of(shorter(pause, time.get()));
            pause = shorter(Spans.times(pause, 2), LONGEST_PAUSE);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
