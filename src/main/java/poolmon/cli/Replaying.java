package poolmon.cli;

import poolmon.live.Canvas;
import poolmon.live.Pace;
import poolmon.live.Replay;
import poolmon.live.Watch;
import poolmon.model.FailOn;
import poolmon.model.Figures;
import poolmon.model.Output;
import poolmon.model.Report;
import poolmon.model.Status;
import poolmon.output.Format;
import poolmon.source.saved.RecordedLooks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Shows a recording: on the live screen, or look by look on stdout where there is no terminal.
///
/// @param exitOn the look at which to stop
record Replaying(World world, LookOptions look, Pace pace, Optional<Status> exitOn) {

    /// @param printed prints a look where there is no screen
    /// @throws Exception when what is seen cannot be printed
    int run(Path file, double speed, Output printed) throws Exception {
        try (RecordedLooks recorded = opened(file)) {
            Looks looks = new Looks(recorded, look.failOn());
            Replay replay = begun(looks, speed);
            if (look.format() == Format.TABLE && !look.isQuiet()) {
                Optional<Canvas> screen = world.screen(look.colour(world));
                if (screen.isPresent()) {
                    int code = shown(screen.get(), replay);
                    tellUnreadable(file, replay.unreadable(), looks.count());
                    return code;
                }
            }
            return listed(looks, printed, file);
        } catch (Unreadable e) {
            PrintWriter err = new PrintWriter(world.err());
            err.println("The recording " + file + " cannot be replayed: " + e.getMessage());
            err.flush();
            return Status.ERROR.exitCode();
        }
    }

    private int shown(Canvas screen, Replay replay) throws Exception {
        try (screen) {
            ScreenActions actions = new ScreenActions(_ -> true, look.timeout(), Path.of(""));
            return new Watch(replay, screen, actions, List.of(), pace, exitOn).run();
        }
    }

    private int listed(Looks looks, Output printed, Path file) throws IOException {
        long shown = 0;
        int unreadable = 0;
        Optional<Instant> first = Optional.empty();
        int code = Status.ERROR.exitCode();
        for (int line = 0; line < looks.count(); line++) {
            Optional<Report> next = looks.at(line);
            if (next.isEmpty()) {
                unreadable++;
                continue;
            }
            Report report = next.get();
            Instant start = first.orElse(report.at());
            first = Optional.of(start);
            if (!pace.goesOn(shown, Duration.between(start, report.at()))) {
                break;
            }
            shown++;
            code = report.exitCode();
            if (!look.isQuiet()) {
                printed.print(report);
            }
            if (exitOn.filter(report.status()::atLeast).isPresent()) {
                break;
            }
        }
        tellUnreadable(file, unreadable, looks.count());
        return code;
    }

    /// Lines that are left out are no secret: a recording that was cut off ends with half a line.
    private void tellUnreadable(Path file, int unreadable, int lines) {
        if (unreadable > 0 && !look.isQuiet()) {
            PrintWriter err = new PrintWriter(world.err());
            err.println(
                    unreadable
                            + " of the "
                            + Figures.count(lines, "line")
                            + " of "
                            + file
                            + (unreadable == 1 ? " is" : " are")
                            + " torn or no look of poolmon, and left out.");
            err.flush();
        }
    }

    private static RecordedLooks opened(Path file) throws Unreadable {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new Unreadable("It is no file that can be read back and forth.");
        }
        try {
            return RecordedLooks.open(file);
        } catch (NoSuchFileException e) {
            throw new Unreadable("There is no such file.");
        } catch (IOException e) {
            throw new Unreadable(String.valueOf(e.getMessage()));
        }
    }

    private static Replay begun(Looks looks, double speed) throws Unreadable {
        try {
            return new Replay(looks, speed, System::nanoTime);
        } catch (IOException e) {
            throw new Unreadable(String.valueOf(e.getMessage()));
        }
    }

    /// The looks, with the exit codes of this command line and not of the one that recorded them.
    private record Looks(RecordedLooks recorded, FailOn failOn) implements Replay.Looks {
        @Override
        public int count() {
            return recorded.count();
        }

        @Override
        public Optional<Report> at(int line) throws Unreadable {
            try {
                return recorded.at(line).map(r -> r.with(r.endings(), failOn.exitCode(r.status())));
            } catch (IOException e) {
                throw new Unreadable(String.valueOf(e.getMessage()));
            }
        }
    }

    /// The recording cannot be read, which is not the same as an output that cannot be written.
    private static final class Unreadable extends IOException {
        private static final long serialVersionUID = 1;

        Unreadable(String message) {
            super(message);
        }
    }
}
