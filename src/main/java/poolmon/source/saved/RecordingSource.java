package poolmon.source.saved;

import poolmon.files.GivenFile;
import poolmon.model.Answer;
import poolmon.model.Deadline;
import poolmon.model.Failure;
import poolmon.model.Failure.Code;
import poolmon.model.Figures;
import poolmon.model.Reading.RecordingReading;
import poolmon.model.Report;
import poolmon.model.Source;
import poolmon.model.Target;
import poolmon.model.TargetCourse;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Reads a recording of looks from its first line to its last, once, so that it may also come from
/// a pipe. Of a long one only every so many lines are read, as evenly as can be, and the last.
public final class RecordingSource implements Source<Target.Recording> {
    /// Looks that are kept; half of them at least are there in the end.
    private static final int MOST = 2048;

    private final InputStream stdin;

    /// @param stdin read where the target names no file
    public RecordingSource(InputStream stdin) {
        this.stdin = stdin;
    }

    @Override
    public Answer read(Target.Recording target, Deadline deadline) {
        long start = System.nanoTime();
        try {
            return answer(target, recorded(target, deadline), start);
        } catch (IOException e) {
            return failed(start, Unopened.of(target.shown(), target.file(), e));
        }
    }

    private static Answer answer(
            Target.Recording target, Optional<RecordingReading> read, long start) {
        if (read.isEmpty()) {
            return failed(
                    start,
                    Failure.of(
                            Code.TIMEOUT,
                            target.shown() + " could not be read to its end in time.",
                            "Give it more time with --timeout."));
        }
        List<TargetCourse> targets = read.get().targets();
        if (targets.isEmpty()) {
            return failed(
                    start,
                    Failure.of(
                            Code.UNREADABLE,
                            target.shown() + " holds no look that poolmon has recorded.",
                            "Record some: poolmon watch --url URL --record FILE"));
        }
        return new Answer.Given(
                read.get(),
                since(start),
                List.of(
                        Figures.count(read.get().lines(), "line")
                                + ", of which one in "
                                + read.get().every()
                                + " was read"));
    }

    /// Nothing where the time is up.
    private Optional<RecordingReading> recorded(Target.Recording target, Deadline deadline)
            throws IOException {
        return target.file().isPresent()
                ? new GivenFile(target.file().get())
                        .read(in -> read(new Lines(in), deadline), deadline)
                : GivenFile.read(stdin, in -> read(new Lines(in), deadline), deadline);
    }

    private static Optional<RecordingReading> read(Lines lines, Deadline deadline)
            throws IOException {
        Reader reader = new Reader();
        while (lines.advance()) {
            if (deadline.isOver()) {
                return Optional.empty();
            }
            reader.next(lines);
        }
        return Optional.of(reader.reading(lines));
    }

    private static final class Reader {
        private final RecordedCourses courses = new RecordedCourses();
        private long count;
        private long every = 1;
        private long unreadable;
        private int kept;
        private boolean isLastRead = true;

        void next(Lines lines) {
            isLastRead = count % every == 0;
            count++;
            if (isLastRead) {
                read(lines.text());
            }
            if (kept == MOST) {
                courses.thinOut();
                kept = MOST / 2;
                every *= 2;
            }
        }

        /// What there is in the end; how things stand now is told by the last line.
        RecordingReading reading(Lines lines) {
            if (!isLastRead) {
                read(lines.text());
            }
            return new RecordingReading(courses.courses(), count, every, unreadable);
        }

        private void read(String line) {
            Optional<Report> look = look(line);
            if (look.isPresent()) {
                courses.add(look.get());
                kept++;
            } else {
                unreadable++;
            }
        }
    }

    private static Optional<Report> look(String line) {
        try {
            return Optional.of(RecordedReport.of(line));
        } catch (IOException torn) {
            return Optional.empty();
        }
    }

    private static Answer failed(long start, Failure failure) {
        return new Answer.Failed(failure, since(start), List.of());
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
