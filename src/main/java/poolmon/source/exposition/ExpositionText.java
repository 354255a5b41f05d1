package poolmon.source.exposition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads the Prometheus text format 0.0.4 and OpenMetrics 1.0
/// (prometheus.io/docs/instrumenting/exposition_formats).
///
/// Only the metrics that are asked for are taken apart; a line about anything else is looked at no
/// further than its name, for an exposition may have a hundred thousand of them. Timestamps and
/// exemplars are passed over.
public final class ExpositionText {
    /// More series than any program has of its pools. What comes beyond is hostile or a mistake.
    private static final int MOST_SAMPLES = 20_000;

    private static final int MOST_TROUBLES = 5;

    /// How much of a text may be something else before it is no exposition: Prometheus accepts no
    /// broken line at all, some hand-made exporters have a banner.
    private static final int MOST_STRANGE_LINES = 5;

    /// So many lines are read to their end, that a text such as `Service unavailable` be none.
    private static final int PROVEN = 3;

    private final String text;
    private final Set<String> wanted;
    private final List<Sample> samples = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();
    private long series;
    private int strange;
    private boolean described;

    private ExpositionText(String text, Set<String> wanted) {
        this.text = text;
        this.wanted = wanted;
    }

    /// What the text says of the wanted metrics; empty where it is no exposition at all.
    public static Optional<Exposition> read(String text, Set<String> wanted) {
        ExpositionText reading = new ExpositionText(text, wanted);
        reading.lines();
        boolean exposition = reading.described || reading.series > 0;
        return exposition && reading.strange <= MOST_STRANGE_LINES
                ? Optional.of(new Exposition(reading.samples, reading.series, reading.troubles))
                : Optional.empty();
    }

    private void lines() {
        int number = 0;
        for (int start = 0; start < text.length() && strange <= MOST_STRANGE_LINES; ) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            line(++number, start, end, newline < 0);
            start = end + 1;
        }
    }

    private void line(int number, int from, int to, boolean unfinished) {
        int start = skipBlanks(from, to);
        if (start == to || (to - start == 1 && text.charAt(start) == '\r')) {
            return;
        }
        if (text.charAt(start) == '#') {
            described |= text.startsWith("# TYPE ", start) || text.startsWith("# HELP ", start);
            return;
        }
        ExpositionLine line = new ExpositionLine(text, start, to);
        boolean ours = wanted.contains(line.name());
        if (!ours && !isSample(line)) {
            strange++;
            return;
        }
        series++;
        if (ours) {
            wanted(number, line, unfinished);
        }
    }

    private boolean isSample(ExpositionLine line) {
        return line.startsLikeSample() && (series >= PROVEN || line.sample().isPresent());
    }

    /// A value without the end of its line may have lost digits: 1 of 15.
    private void wanted(int number, ExpositionLine line, boolean unfinished) {
        Optional<Sample> sample = unfinished ? Optional.empty() : line.sample();
        if (samples.size() == MOST_SAMPLES) {
            trouble("there are more than " + MOST_SAMPLES + " series of pools");
        } else if (sample.isPresent()) {
            samples.add(sample.get());
        } else {
            trouble(
                    "line "
                            + number
                            + (unfinished ? " is cut off (" : " cannot be read (")
                            + line.name()
                            + ")");
        }
    }

    private void trouble(String what) {
        if (troubles.size() < MOST_TROUBLES && !troubles.contains(what)) {
            troubles.add(what);
        }
    }

    private int skipBlanks(int from, int to) {
        int at = from;
        while (at < to && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }
}
