package poolmon.live;

import poolmon.model.Output;
import poolmon.model.Report;
import poolmon.model.Status;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// Looks again and again without a screen, and prints each look.
///
/// @param outputs each gets every look
/// @param exitOn the status at which to stop, or a worse one
public record Ticks(Pace pace, List<Output> outputs, Optional<Status> exitOn) {

    /// Looks until the pace ends it, and tells the last report.
    ///
    /// @param look one look
    /// @throws Exception what a look or an output throws
    public Report run(Callable<Report> look) throws Exception {
        long start = System.nanoTime();
        long looks = 0;
        while (true) {
            Report report = look.call();
            looks++;
            for (Output output : outputs) {
                output.print(report);
            }
            boolean met = exitOn.filter(report.status()::atLeast).isPresent();
            Duration next = pace.every().multipliedBy(looks);
            Duration gone = Duration.ofNanos(System.nanoTime() - start);
            if (report.hasFailures() && gone.compareTo(next) > 0) {
                next = gone; // who waits for the dead again and again would wait for ever
            }
            if (met || !pace.goesOn(looks, next)) {
                return report;
            }
            long left = next.toMillis() - (System.nanoTime() - start) / 1_000_000;
            if (left > 0) {
                Thread.sleep(left);
            }
        }
    }
}
