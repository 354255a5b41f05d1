package poolmon.cli;

import poolmon.model.Answer;
import poolmon.model.Criteria;
import poolmon.model.Question;
import poolmon.model.Report;
import poolmon.model.Target;
import poolmon.model.TargetReport;
import poolmon.output.Paper;
import poolmon.source.Sources;
import poolmon.survey.Retry;
import poolmon.survey.Survey;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;

/// What every command does once it knows its targets: look, print, tell the exit code.
///
/// @param world where to print
/// @param options the options that all commands share
/// @param detail what to print beyond what needs a look
record Looking(World world, LookOptions options, Paper.Detail detail) {

    Looking(World world, LookOptions options) {
        this(world, options, Paper.Detail.NONE);
    }

    /// Looks, prints the report and returns the exit code.
    ///
    /// @throws Exception when the report cannot be written or the look is broken off
    int at(Question question, List<Target> targets, Criteria criteria) throws Exception {
        return at(question, () -> targets, criteria);
    }

    /// The same with targets that are found anew for each look.
    int at(Question question, Supplier<List<Target>> targets, Criteria criteria) throws Exception {
        options.printable(question);
        Survey survey = new Survey(new Sources(world.in()), world.clock());
        Report report =
                Retry.untilHealthy(
                        options.waiting(),
                        () ->
                                survey.look(
                                        question,
                                        targets.get(),
                                        criteria,
                                        options.failOn(),
                                        options.timeLeft()));
        tellAndPrint(report);
        return report.exitCode();
    }

    /// Prints a report, and what was tried where the user wants to know.
    void tellAndPrint(Report report) throws IOException {
        if (options.verbosity() > 0) {
            tell(report);
        }
        print(report);
    }

    /// Prints a report, unless nothing is to be printed or nobody reads it any more.
    void print(Report report) throws IOException {
        if (options.isQuiet()) {
            return;
        }
        options.printable(report.question());
        Writer out = world.out();
        OptionalInt width =
                world.tty() ? OptionalInt.of(world.columns().orElse(80)) : OptionalInt.empty();
        Paper paper = new Paper(out, width, options.colour(world), detail);
        try {
            options.format().open(paper).print(report);
            out.flush();
        } catch (IOException e) {
            if (!BrokenOutput.isOfGoneReader(e)) {
                throw e;
            }
        }
    }

    /// What was tried goes to stderr, the exceptions behind failures only at `-vv`.
    private void tell(Report report) {
        PrintWriter err = new PrintWriter(world.err());
        for (TargetReport target : report.targets()) {
            for (String tried : target.answer().tried()) {
                err.println(target.target().shown() + ": " + tried);
            }
            if (options.verbosity() > 1 && target.answer() instanceof Answer.Failed failed) {
                failed.failure().cause().ifPresent(e -> Traces.print(e, target.target(), err));
            }
        }
        err.flush();
    }
}
