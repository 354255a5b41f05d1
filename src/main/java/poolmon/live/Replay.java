package poolmon.live;

import poolmon.model.Report;
import poolmon.model.Target;
import poolmon.model.TargetReport;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// A recording, as it went on or faster, slower, and back.
public final class Replay implements Feed {
    /// Nobody waits longer for the next look: the recording may have been broken off for hours.
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private static final double FASTEST = 256;

    /// The looks of a recording.
    public interface Looks {
        /// How many lines there are; not each need be a look.
        int count();

        /// The look on a line, from 0; nothing where there is none that can be read.
        ///
        /// @throws IOException where the recording cannot be read any more
        Optional<Report> at(int line) throws IOException;
    }

    /// A target's report and when it was.
    private record Told(TargetReport report, Instant at) {}

    private final Looks looks;
    private final LongSupplier nanoTime;
    private final Map<Target, Told> good = new HashMap<>();
    private final BitSet torn = new BitSet();
    private int line = -1;
    private Frame frame;
    private Optional<Report> following = Optional.empty();
    private int followingLine;
    private double speed;
    private boolean paused;
    private boolean moved = true;
    private long shownAt;

    /// @param speed 1 for as fast as it went on
    /// @param nanoTime tells how time goes by
    /// @throws IOException where the recording has no look, with a sentence for the user
    public Replay(Looks looks, double speed, LongSupplier nanoTime) throws IOException {
        this.looks = looks;
        this.speed = speed;
        this.nanoTime = nanoTime;
        if (!find(0, 1)) {
            throw new IOException("There is no look in it that poolmon has recorded.");
        }
        frame = shown();
    }

    /// Looks for a look from a line on, in steps of `by`.
    private boolean find(int from, int by) throws IOException {
        for (int at = from; at >= 0 && at < looks.count(); at += by) {
            Optional<Report> found = looks.at(at);
            if (found.isPresent()) {
                following = found;
                followingLine = at;
                return true;
            }
            torn.set(at);
        }
        following = Optional.empty();
        return false;
    }

    /// Shows the look that was found.
    private Frame shown() {
        Report report = following.orElseThrow();
        line = followingLine;
        following = Optional.empty();
        shownAt = nanoTime.getAsLong();
        moved = true;
        Map<Target, TargetReport> known = new HashMap<>();
        Map<Target, Instant> knownAt = new HashMap<>();
        for (TargetReport target : report.targets()) {
            Told before = good.get(target.target());
            if (target.failure().isEmpty()) {
                good.put(target.target(), new Told(target, report.at()));
            } else if (before != null && before.at().isBefore(report.at())) {
                known.put(target.target(), before.report());
                knownAt.put(target.target(), before.at());
            }
        }
        return new Frame(
                report,
                known,
                knownAt,
                report.targets().stream().map(TargetReport::target).toList());
    }

    @Override
    public Optional<Frame> next() throws IOException {
        if (!moved && !paused && isDue()) {
            frame = shown();
        }
        if (!moved) {
            return Optional.empty();
        }
        moved = false;
        return Optional.of(frame);
    }

    /// Whether the look that follows is to be shown by now; at the end it pauses.
    private boolean isDue() throws IOException {
        if (following.isEmpty() && !find(line + 1, 1)) {
            paused = true;
            moved = true;
            return false;
        }
        Duration gap = Duration.between(frame.report().at(), following.orElseThrow().at());
        Duration wait = gap.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : gap;
        return nanoTime.getAsLong() - shownAt >= wait.toNanos() / speed;
    }

    @Override
    public Frame now() {
        return frame;
    }

    @Override
    public boolean isRecorded() {
        return true;
    }

    @Override
    public String pace() {
        String times =
                speed == Math.rint(speed)
                        ? Long.toString(Math.round(speed))
                        : Double.toString(speed);
        String at = frame.report().at().truncatedTo(ChronoUnit.SECONDS).toString();
        return (torn.isEmpty() ? "look " : "line ")
                + (line + 1)
                + "/"
                + looks.count()
                + (torn.isEmpty() ? "" : " (" + torn.cardinality() + " unreadable)")
                + " ×"
                + times
                + ", "
                + at.replace('T', ' ').replace("Z", " UTC");
    }

    /// How many lines were met that tell of no look.
    public int unreadable() {
        return torn.cardinality();
    }

    @Override
    public boolean isPaused() {
        return paused;
    }

    @Override
    public void pause() {
        paused = !paused;
        shownAt = nanoTime.getAsLong();
    }

    @Override
    public void slower() {
        speed = Math.max(1 / FASTEST, speed / 2);
    }

    @Override
    public void faster() {
        speed = Math.min(FASTEST, speed * 2);
    }

    @Override
    public void step(int by) {
        paused = true;
        try {
            int wanted = Math.clamp((long) line + by, 0, looks.count() - 1);
            int way = Integer.signum(by);
            // where no look lies that way any more, the last one before the end
            if ((find(wanted, way) || find(wanted, -way)) && followingLine != line) {
                frame = shown();
            }
            following = Optional.empty();
        } catch (IOException gone) {
            following = Optional.empty(); // told when the next look is due
        }
    }
}
