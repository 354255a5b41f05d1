package poolmon.cli;

import poolmon.cli.EndOptions.Wish;
import poolmon.columns.SessionColumns;
import poolmon.model.Criteria;
import poolmon.model.Deadline;
import poolmon.model.Ending;
import poolmon.model.Ending.Outcome;
import poolmon.model.JudgedSession;
import poolmon.model.Question;
import poolmon.model.Reading.ServerReading;
import poolmon.model.Report;
import poolmon.model.ServerText;
import poolmon.model.Session;
import poolmon.model.SessionControl.Act;
import poolmon.model.Severity;
import poolmon.model.Target;
import poolmon.model.TargetReport;
import poolmon.model.Verdict;
import poolmon.output.Format;
import poolmon.source.Sources;
import poolmon.survey.Survey;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks, shows exactly whom it is about, asks, ends them, and tells what came of each.
///
/// @param looking where to print, and with what options
record EndingSessions(World world, LookOptions options, Looking looking) {

    /// @param wish one that was checked
    int run(Wish wish, List<Target> targets, Criteria criteria) throws Exception {

        Report report =
                new Survey(new Sources(world.in()), world.clock())
                        .look(
                                Question.LEAKS,
                                targets,
                                criteria,
                                options.failOn(),
                                options.timeout());
        List<Choice> chosen = new ArrayList<>();
        for (TargetReport target : report.targets()) {
            choice(wish, target).ifPresent(chosen::add);
        }
        List<Ending> planned = planned(wish, chosen);
        if (planned.isEmpty()) {
            looking.print(report);
            return report.exitCode();
        }
        if (wish.isDryRun()) {
            looking.print(report.with(planned, 0));
            return 0;
        }
        boolean shown = !wish.isSure();
        if (shown) {
            looking.print(report.with(planned, 0));
            if (!agreed(wish, planned.size())) {
                return report.exitCode();
            }
        }
        List<Ending> done = ended(wish, chosen);
        int code = done.stream().allMatch(each -> each.outcome() == Outcome.DONE) ? 0 : 3;
        looking.print((shown ? report.without() : report).with(done, code));
        return code;
    }

    /// Whom it is about on one target.
    ///
    /// @param missing pids of no client session there
    private record Choice(Target.Postgres target, List<Session> sessions, List<Integer> missing) {}

    /// The wish, where it makes sense.
    ///
    /// @throws IllegalArgumentException with a sentence for the user
    Wish checked(Wish wish, List<Target> targets) {
        if (!wish.isForSuspects() && targets.size() > 1) {
            throw new IllegalArgumentException(
                    "A pid means something on one server only: give one --dsn.");
        }
        Format format = options.format();
        if (format != Format.TABLE && format != Format.JSON) {
            throw new IllegalArgumentException(
                    "What came of ending sessions is told by -o table and -o json only.");
        }
        if (!wish.isSure() && !wish.isDryRun() && (format == Format.JSON || !world.tty())) {
            throw new IllegalArgumentException(
                    "Give --yes to end sessions without being asked, or --dry-run to see whom it"
                            + " would be.");
        }
        return wish;
    }

    private static Optional<Choice> choice(Wish wish, TargetReport report) {
        Optional<Target.Postgres> target = server(report.target());
        if (target.isEmpty() || !(report.reading().orElse(null) instanceof ServerReading reading)) {
            return Optional.empty();
        }
        List<Session> sessions = new ArrayList<>();
        List<Integer> missing = new ArrayList<>(wish.pids());
        for (Session session : wish.isForSuspects() ? suspects(report) : reading.sessions()) {
            if (wish.isForSuspects() || missing.remove(Integer.valueOf(session.pid()))) {
                sessions.add(session);
            }
        }
        return Optional.of(new Choice(target.get(), sessions, missing));
    }

    /// Where there are two ways in, the one that is open on a full server.
    static Optional<Target.Postgres> server(Target target) {
        return switch (target) {
            case Target.Postgres postgres -> Optional.of(postgres);
            case Target.Guarded guarded -> Optional.of(guarded.reserved());
            default -> Optional.empty();
        };
    }

    private static List<Session> suspects(TargetReport report) {
        List<Session> suspects = new ArrayList<>();
        for (JudgedSession judged : report.sessions()) {
            boolean leaks =
                    judged.verdict() == Verdict.LEAK_SUSPECT
                            || judged.verdict() == Verdict.ABORTED_TRANSACTION;
            if (leaks && judged.severity() != Severity.INFO) {
                suspects.add(judged.session());
            }
        }
        return suspects;
    }

    private static List<Ending> planned(Wish wish, List<Choice> chosen) {
        List<Ending> planned = new ArrayList<>();
        for (Choice choice : chosen) {
            for (Session session : choice.sessions()) {
                String what =
                        wish.act() == Act.CANCEL ? "would be cancelled: " : "would be ended: ";
                planned.add(
                        new Ending(
                                choice.target(),
                                session.pid(),
                                wish.act(),
                                Outcome.DRY_RUN,
                                new ServerText(what + SessionColumns.told(session))));
            }
            planned.addAll(missing(wish, choice));
        }
        return planned;
    }

    private static List<Ending> missing(Wish wish, Choice choice) {
        return choice.missing().stream()
                .map(
                        pid ->
                                new Ending(
                                        choice.target(),
                                        pid,
                                        wish.act(),
                                        Outcome.GONE,
                                        new ServerText("no client session has this pid")))
                .toList();
    }

    private boolean agreed(Wish wish, int count) {
        String whom = count == 1 ? "this session" : "these " + count + " sessions";
        String question =
                wish.act() == Act.CANCEL
                        ? "Cancel the statements of " + whom + "? [y/N] "
                        : "End " + whom + "? [y/N] ";
        return world.confirm()
                .apply(question)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "Nobody can be asked here: give --yes or --dry-run."));
    }

    private List<Ending> ended(Wish wish, List<Choice> chosen) {
        List<Ending> done = new ArrayList<>();
        for (Choice choice : chosen) {
            if (!choice.sessions().isEmpty()) {
                done.addAll(
                        Sources.control()
                                .end(
                                        choice.target(),
                                        wish.act(),
                                        choice.sessions(),
                                        wish.isForSuspects(),
                                        Deadline.in(options.timeout())));
            }
            done.addAll(missing(wish, choice));
        }
        return done;
    }
}
