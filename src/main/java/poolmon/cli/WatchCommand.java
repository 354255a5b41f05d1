package poolmon.cli;

import picocli.CommandLine.Model.CommandSpec;

import poolmon.live.Actions;
import poolmon.live.Canvas;
import poolmon.live.LiveFeed;
import poolmon.live.Pace;
import poolmon.live.Recording;
import poolmon.live.Ticks;
import poolmon.live.Watch;
import poolmon.model.Criteria;
import poolmon.model.Criteria.Ages;
import poolmon.model.FailOn;
import poolmon.model.Output;
import poolmon.model.Question;
import poolmon.model.Selection;
import poolmon.model.Status;
import poolmon.model.Target;
import poolmon.output.Format;
import poolmon.output.LineOutput;
import poolmon.output.Paper;
import poolmon.source.KeptSources;
import poolmon.source.Sources;
import poolmon.survey.Survey;
import poolmon.survey.Vigil;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/// `poolmon watch`: the same, live.
final class WatchCommand implements Command {
    private final World world;
    private final WatchTargets targets;
    private final Option<Duration> every;
    private final Option<Long> count;
    private final Option<Duration> whole;
    private final Option<FailOn> exitOn;
    private final Option<Path> record;
    private final Option<Path> replay;
    private final Option<Double> speed;
    private final Option<Boolean> readonly;
    private final LookOptions look;
    private final NamedTargets named;

    WatchCommand(CommandSpec spec, World world) {
        this.world = world;
        targets = new WatchTargets(spec);
        Options options = new Options(spec);
        every =
                options.value(
                        Duration.class,
                        Durations::read,
                        "2s",
                        "DURATION",
                        "Look so often",
                        "--every");
        count =
                options.optional(
                        Long.class, Whole::read, "N", "Stop after so many looks.", "--count");
        whole =
                options.optional(
                        Duration.class,
                        Durations::read,
                        "DURATION",
                        "Stop after this time.",
                        "--for");
        exitOn =
                options.word(
                        FailOn.class,
                        FailOn.NEVER,
                        "STATUS",
                        "Stop at a look that is so bad or worse:",
                        "--exit-on");
        record =
                options.optional(
                        Path.class,
                        Options::path,
                        "FILE",
                        "Append each look to this file, as one line of JSON.",
                        "--record");
        replay =
                options.optional(
                        Path.class,
                        Options::path,
                        "FILE",
                        "Show what --record has written, and look at nothing. Without a terminal"
                                + " all looks are printed at once.",
                        "--replay");
        speed =
                options.value(
                        Double.class,
                        WatchCommand::speed,
                        "1",
                        "TIMES",
                        "With --replay: so many times as fast as it went on",
                        "--speed");
        readonly = options.flag("End no session, whatever is typed.", "--readonly");
        look = new LookOptions(spec, world, Offer.LIVE);
        named = NamedTargets.ofAllKinds(spec, look, world);
        spec.usageMessage()
                .footer(
                        "",
                        "Example: poolmon watch --url http://localhost:8000 --dsn"
                                + " \"$DATABASE_URL\"",
                        "Without a target it is all that POOLMON_URL, DATABASE_URL, REDIS_URL and",
                        "PROMETHEUS_URL name.");
    }

    /// The file is shown by the live screen as servers are, and printed by the same outputs.
    private int replayed(Path file, Pace pace) throws Exception {
        Output printed = look.sensible(this::output);
        Replaying replaying = new Replaying(world, look, pace, until());
        look.sensible(
                () -> {
                    if (targets.areGiven() || named.areGiven() || record.given().isPresent()) {
                        throw new IllegalArgumentException(
                                "--replay looks at nothing and records nothing: leave the targets"
                                        + " and --record out.");
                    }
                    return file;
                });
        return replaying.run(file, speed.value(), printed);
    }

    private static double speed(String text) {
        double times;
        try {
            times = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            times = 0;
        }
        if (!(times >= 0.01 && times <= 1000)) {
            throw new IllegalArgumentException("The speed is a number from 0.01 to 1000.");
        }
        return times;
    }

    @Override
    public int run() throws Exception {
        Pace pace = look.sensible(this::pace);
        if (replay.given().isPresent()) {
            return replayed(replay.given().get(), pace);
        }
        List<Target> watched = look.sensible(() -> targets.targets(world, named));
        if (look.verbosity() > 0) {
            targets.tell(world);
        }
        Criteria criteria =
                new Criteria(
                                look.thresholds(),
                                look.maxOverflow(),
                                Criteria.Trust.COUNTS,
                                Ages.DEFAULT,
                                Selection.ALL,
                                Addresses.known(WatchTargets.services(watched), world))
                        .with(look.sensible(() -> named.limits(watched, OptionalLong.empty())));
        Duration timeout = look.timeout();
        Output printed = look.sensible(this::output);
        List<Output> outputs = new ArrayList<>();
        try (Recordings recordings = new Recordings()) {
            record.given()
                    .ifPresent(
                            file ->
                                    outputs.add(
                                            look.sensible(() -> recordings.open(file, timeout))));
            if (look.format() == Format.TABLE && !look.isQuiet()) {
                Optional<Canvas> screen = world.screen(look.colour(world));
                if (screen.isPresent()) {
                    return live(screen.get(), watched, criteria, pace, outputs);
                }
            }
            if (!look.isQuiet()) {
                outputs.addFirst(printed);
            }
            try (KeptSources sources = new KeptSources(new Sources(world.in()))) {
                Survey survey = new Survey(sources, world.clock());
                return new Ticks(pace, outputs, until())
                        .run(
                                () ->
                                        survey.look(
                                                Question.WATCH,
                                                watched,
                                                criteria,
                                                look.failOn(),
                                                timeout))
                        .exitCode();
            }
        }
    }

    private int live(
            Canvas screen, List<Target> watched, Criteria criteria, Pace pace, List<Output> records)
            throws Exception {
        Actions actions =
                new ScreenActions(
                        target -> readonly.value() || named.isReadOnly(target),
                        look.timeout(),
                        Path.of(""));
        try (screen;
                KeptSources sources = new KeptSources(new Sources(world.in()));
                Vigil vigil =
                        new Vigil(
                                sources,
                                world.clock(),
                                look.timeout(),
                                pace.every(),
                                RandomGenerator.getDefault())) {
            watched.forEach(vigil::over);
            LiveFeed feed = new LiveFeed(vigil, criteria, look.failOn(), pace.every());
            return new Watch(feed, screen, actions, records, pace, until()).run();
        }
    }

    private Pace pace() {
        if (every.value().compareTo(Duration.ofMillis(100)) < 0) {
            throw new IllegalArgumentException("--every is 100ms or more.");
        }
        if (count.given().filter(n -> n < 1).isPresent()) {
            throw new IllegalArgumentException("--count is 1 or more.");
        }
        if (!look.waiting().isZero()) {
            throw new IllegalArgumentException(
                    "watch looks again and again by itself: leave --wait out.");
        }
        return new Pace(
                every.value(),
                count.given().map(OptionalLong::of).orElse(OptionalLong.empty()),
                whole.given());
    }

    private Optional<Status> until() {
        return switch (exitOn.value()) {
            case DEGRADED -> Optional.of(Status.DEGRADED);
            case CRITICAL -> Optional.of(Status.CRITICAL);
            case ERROR -> Optional.of(Status.ERROR);
            case NEVER -> Optional.empty();
        };
    }

    private Output output() {
        Paper paper = new Paper(world.out(), OptionalInt.empty(), look.colour(world));
        return switch (look.format()) {
            case TABLE -> new LineOutput(paper);
            case JSON -> Format.JSON.open(paper);
            case CSV, PROMETHEUS, NAGIOS, MARKDOWN, SVG ->
                    throw new IllegalArgumentException(
                            "watch prints a line for each look, or with -o json an object.");
        };
    }

    /// At most one recording, closed at the end.
    private static final class Recordings implements AutoCloseable {
        private Optional<Recording> open = Optional.empty();

        Output open(Path file, Duration patience) {
            try {
                Recording recording =
                        new Recording(
                                file,
                                writer ->
                                        Format.JSON.open(
                                                new Paper(writer, OptionalInt.empty(), false)),
                                patience);
                open = Optional.of(recording);
                return recording;
            } catch (IOException e) {
                throw new IllegalArgumentException(
                        "The file "
                                + file
                                + " of --record cannot be written: "
                                + Unwritten.reason(e)
                                + ".",
                        e);
            }
        }

        @Override
        public void close() {
            open.ifPresent(Recording::close);
        }
    }
}
