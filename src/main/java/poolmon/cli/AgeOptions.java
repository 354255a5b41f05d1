package poolmon.cli;

import picocli.CommandLine.Model.CommandSpec;

import poolmon.model.Criteria.Ages;
import poolmon.model.Spans;

import java.time.Duration;

/// From which age on a session is one to worry about.
final class AgeOptions {
    /// A transaction is critically idle after so many times what makes it a suspect.
    private static final int CRITICAL_FACTOR = 5;

    private final Option<Duration> idleInTransaction;
    private final Option<Duration> query;

    AgeOptions(CommandSpec spec) {
        Options options = new Options(spec);
        idleInTransaction =
                options.value(
                        Duration.class,
                        Durations::read,
                        "60s",
                        "DURATION",
                        "Idle in transaction for so long is a leak suspect, critical after five"
                                + " times as long",
                        "--idle-tx-after");
        query =
                options.value(
                        Duration.class,
                        Durations::read,
                        "5m",
                        "DURATION",
                        "A statement that runs for so long is too long",
                        "--query-after");
    }

    /// @param idle how long a session may be idle outside a transaction
    Ages ages(Duration idle) {
        Duration suspect = idleInTransaction.value();
        return new Ages(
                suspect,
                Spans.times(suspect, CRITICAL_FACTOR),
                query.value(),
                Ages.DEFAULT.transaction(),
                Ages.DEFAULT.blocked(),
                idle);
    }
}
