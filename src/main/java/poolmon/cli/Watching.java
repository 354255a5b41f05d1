package poolmon.cli;

import poolmon.leaks.Courses;
import poolmon.model.Criteria;
import poolmon.model.Question;
import poolmon.model.Report;
import poolmon.model.Target;
import poolmon.model.TargetReport;
import poolmon.rules.Rules;
import poolmon.source.Sources;
import poolmon.survey.Survey;

import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;

/// Looks again and again and prints the last report with what the course of the pools tells.
///
/// @param world where the progress is shown
/// @param looking how a report is printed
record Watching(World world, LookOptions options, Looking looking, WatchOptions.Watch watch) {

    /// Watches, prints and returns the exit code.
    ///
    /// @throws InterruptedException when it is broken off
    ///
    /// @param courses what is to be told of
    int at(Question question, List<Target> targets, Criteria criteria, Courses courses)
            throws IOException, InterruptedException {
        Report report = look(question, targets, criteria, courses::add);
        Report told =
                Rules.relevant(
                        report.with(Rules.withRemedies(courses.findings()), options.failOn()));
        looking.print(told);
        return told.exitCode();
    }

    /// Watches and returns the last report.
    ///
    /// @param each gets the seconds since the start and what was seen
    /// @throws InterruptedException when it is broken off
    Report look(
            Question question,
            List<Target> targets,
            Criteria criteria,
            BiConsumer<Double, List<TargetReport>> each)
            throws IOException, InterruptedException {
        options.printable(question);
        List<Target> watched = targets.stream().map(Watching::watched).toList();
        Survey survey = new Survey(new Sources(world.in()), world.clock());
        int looks = watch.looks();
        long start = System.nanoTime();
        long end = start + watch.whole().toNanos();
        Report report = null;
        for (int look = 0; look < looks || report == null; look++) {
            progress(look + 1, looks);
            report = survey.look(question, watched, criteria, options.failOn(), options.timeout());
            each.accept((System.nanoTime() - start) / 1e9, report.targets());
            long due = start + (look + 1) * watch.every().toNanos();
            long left = (due - System.nanoTime()) / 1_000_000;
            if (report.hasFailures() && System.nanoTime() >= end) {
                break; // each further look would wait for the dead again
            }
            if (left > 0 && look + 1 < looks) {
                Thread.sleep(left);
            }
        }
        progress(0, looks);
        return report;
    }

    private static Target watched(Target target) {
        return target instanceof Target.Postgres server ? new Target.Watched(server) : target;
    }

    /// A line that is written over and over, where somebody looks.
    private void progress(int look, int looks) throws IOException {
        if (world.tty() && !options.isQuiet()) {
            world.err().write(look == 0 ? "\r\u001b[K" : "\rlook " + look + " of " + looks);
            world.err().flush();
        }
    }
}
