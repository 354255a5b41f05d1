package poolmon.cli;

import picocli.CommandLine.Model.CommandSpec;

import poolmon.leaks.AllCourses;
import poolmon.leaks.PoolCourses;
import poolmon.leaks.RedisCourses;
import poolmon.model.Criteria;
import poolmon.model.Criteria.Ages;
import poolmon.model.Question;
import poolmon.model.Selection;
import poolmon.model.Target;
import poolmon.output.Explanation;
import poolmon.output.ExplanationPage;
import poolmon.output.Format;
import poolmon.output.JsonExplanations;
import poolmon.output.Paper;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// `poolmon diagnose`: what is wrong, why, and what to do?
final class DiagnoseCommand implements Command {
    private final World world;
    private final WatchTargets targets;
    private final WatchOptions watch;
    private final Option<List<String>> applications;
    private final Option<Long> maxOverflow;
    private final AgeOptions ages;
    private final Option<String> explain;
    private final LookOptions look;
    private final NamedTargets named;

    DiagnoseCommand(CommandSpec spec, World world) {
        this.world = world;
        targets = new WatchTargets(spec);
        Options options = new Options(spec);
        watch =
                new WatchOptions(
                        spec,
                        "Watch for so long, for example 1m: a leak is then told from load, and what"
                                + " Redis counts is that of now.");
        applications =
                options.texts(
                        "NAME",
                        "The application_name of the service on the server, and no other sessions;"
                                + " * stands for any part; may be given several times.",
                        "--app");
        maxOverflow =
                options.optional(
                        Long.class,
                        Whole::read,
                        "N",
                        "The pools' max_overflow, where the service does not tell it.",
                        "--max-overflow");
        ages = new AgeOptions(spec);
        explain =
                options.optional(
                        String.class,
                        text -> text,
                        "FINDING",
                        "Tell what a finding means, how it is told and what to do, and look at"
                                + " nothing; list tells them all.",
                        "--explain");
        look = new LookOptions(spec, world, Offer.LOOK);
        named = NamedTargets.ofAllKinds(spec, look, world);
        spec.usageMessage()
                .footer(
                        "",
                        "Example: poolmon diagnose --url http://localhost:8000 --dsn"
                                + " \"$DATABASE_URL\"",
                        "Without a target it is all that POOLMON_URL, DATABASE_URL, REDIS_URL and",
                        "PROMETHEUS_URL name.");
    }

    @Override
    public int run() throws Exception {
        if (explain.given().isPresent()) {
            return explained(explain.given().get());
        }
        List<Target> all = look.sensible(() -> targets.targets(world, named));
        if (look.verbosity() > 0) {
            targets.tell(world);
        }
        OptionalLong given = maxOverflow.given().map(OptionalLong::of).orElse(OptionalLong.empty());
        Criteria criteria =
                criteria(all, look.sensible(() -> look.maxOverflow(given, List.of())))
                        .with(look.sensible(() -> named.limits(all, given)));
        Looking looking = new Looking(world, look);
        Optional<WatchOptions.Watch> watched = look.sensible(watch::watch);
        if (watched.isPresent()) {
            return new Watching(world, look, looking, watched.get())
                    .at(
                            Question.DIAGNOSE,
                            all,
                            criteria,
                            new AllCourses(List.of(new PoolCourses(criteria), new RedisCourses())));
        }
        return looking.at(Question.DIAGNOSE, all, criteria);
    }

    private Criteria criteria(List<Target> all, OptionalLong most) {
        return new Criteria(
                look.thresholds(),
                most,
                Criteria.Trust.COUNTS,
                ages.ages(Ages.DEFAULT.idle()),
                new Selection(
                        applications.value(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Set.of(),
                        Duration.ZERO,
                        Optional.empty(),
                        false,
                        Selection.Order.VERDICT,
                        OptionalInt.empty()),
                Addresses.known(WatchTargets.services(all), world));
    }

    private int explained(String word) throws IOException {
        Format format =
                look.among(
                        List.of(Format.TABLE, Format.JSON),
                        "--explain tells what findings mean as text or as JSON: leave -o out, or"
                                + " give -o json.");
        OptionalInt width =
                world.tty() ? OptionalInt.of(world.columns().orElse(80)) : OptionalInt.empty();
        Paper paper = new Paper(world.out(), width, look.colour(world));
        boolean isList = word.equals("list") || word.equals("all");
        List<Explanation> told =
                isList ? Explanations.all() : List.of(look.sensible(() -> Explanations.of(word)));
        if (format == Format.JSON) {
            new JsonExplanations(paper).print(told);
        } else if (isList) {
            new ExplanationPage(paper).list(told);
        } else {
            new ExplanationPage(paper).print(told.getFirst());
        }
        return 0;
    }
}
