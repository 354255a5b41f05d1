package poolmon.bench;

import java.util.OptionalDouble;

/// What the runs of a contender came to.
///
/// @param wall milliseconds
/// @param cpu milliseconds, user and system
/// @param peak MiB of memory at the most, of its biggest process; empty where nothing could tell
record Figures(Quartiles wall, Quartiles cpu, OptionalDouble peak) {

    String wallMedian() {
        return MarkdownTable.figure(wall.median());
    }

    String wallSpread() {
        return MarkdownTable.figure(wall.low()) + "–" + MarkdownTable.figure(wall.high());
    }

    String cpuMedian() {
        return MarkdownTable.figure(cpu.median());
    }

    String peakMedian() {
        return peak.isPresent() ? MarkdownTable.figure(peak.getAsDouble()) : "–";
    }

    /// The same, and how many times the CPU.
    String ratios(Figures other) {
        return MarkdownTable.figure(times(other))
                + " and "
                + MarkdownTable.figure(cpu.median() / other.cpu.median());
    }

    /// How many times as long as the other this takes.
    double times(Figures other) {
        return wall.median() / other.wall.median();
    }
}
