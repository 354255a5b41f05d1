package poolmon.cli;

import poolmon.live.Actions;
import poolmon.model.Deadline;
import poolmon.model.Ending;
import poolmon.model.JudgedSession;
import poolmon.model.Report;
import poolmon.model.SessionControl.Act;
import poolmon.model.Target;
import poolmon.output.Format;
import poolmon.output.Paper;
import poolmon.source.Sources;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;

/// What the live screen may do, with the guards of `leaks`.
///
/// @param readOnly whether it may end no session of a target
/// @param timeout for ending a session
/// @param folder where reports are written
record ScreenActions(Predicate<Target> readOnly, Duration timeout, Path folder) implements Actions {

    @Override
    public String end(Target target, JudgedSession session, Act act) {
        if (readOnly.test(target)) {
            return "read-only: nothing is ended";
        }
        return EndingSessions.server(target)
                .map(
                        server ->
                                told(
                                        Sources.control()
                                                .end(
                                                        server,
                                                        act,
                                                        List.of(session.session()),
                                                        false,
                                                        Deadline.in(timeout))))
                .orElse("sessions of this target cannot be ended from here");
    }

    private static String told(List<Ending> endings) {
        return endings.isEmpty()
                ? "nothing came of it"
                : "pid " + endings.getFirst().pid() + ": " + endings.getFirst().message().shown();
    }

    @Override
    public String write(Report report) {
        String time = report.at().toString().replaceAll("[^0-9TZ]", "");
        Path file = folder.resolve("poolmon-" + time + ".json");
        try (Writer writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE_NEW)) {
            Format.JSON.open(new Paper(writer, OptionalInt.empty(), false)).print(report);
            return "written: " + file;
        } catch (IOException e) {
            return file + " cannot be written: " + Unwritten.reason(e);
        }
    }
}
