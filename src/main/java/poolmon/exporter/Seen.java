package poolmon.exporter;

import poolmon.model.Report;

import java.time.Duration;

/// What came of a look.
///
/// @param nanos when it was over, of [System#nanoTime]
/// @param looks how many looks there have been, this one among them
record Seen(Report report, long nanos, long looks) {
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
