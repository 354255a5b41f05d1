package poolmon.survey;

import poolmon.model.Deadline;
import poolmon.model.Report;
import poolmon.model.Status;

import java.time.Duration;
import java.util.concurrent.Callable;

/// Looks again and again until all is well or the time is up: the smoke check after a deploy.
public final class Retry {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private Retry() {}

    /// The first healthy report, or the last one when the time is up.
    ///
    /// @param time how long to go on; zero: look once
    /// @throws Exception what a look throws
    public static Report untilHealthy(Duration time, Callable<Report> look) throws Exception {
        Deadline deadline = Deadline.in(time);
        Duration pause = FIRST_PAUSE;
        while (true) {
            Report report = look.call();
            if (report.status() == Status.HEALTHY || deadline.left().compareTo(pause) < 0) {
                return report;
            }
            Thread.sleep(pause);
            pause =
                    pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                            ? pause.multipliedBy(2)
                            : LONGEST_PAUSE;
        }
    }
}
