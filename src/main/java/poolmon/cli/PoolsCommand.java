package poolmon.cli;

import picocli.CommandLine.Model.CommandSpec;

import poolmon.config.Settings;
import poolmon.model.Criteria;
import poolmon.model.Question;
import poolmon.model.Target;

import java.util.List;
import java.util.OptionalLong;

/// `poolmon pools`: are the service's pools healthy?
final class PoolsCommand implements Command {
    private final World world;
    private final ServiceOptions services;
    private final Option<Long> maxOverflow;
    private final Option<Criteria.Trust> trust;
    private final AccessOptions access;
    private final LookOptions look;
    private final NamedTargets named;

    PoolsCommand(CommandSpec spec, World world) {
        this.world = world;
        services = new ServiceOptions(spec);
        Options options = new Options(spec);
        maxOverflow =
                options.optional(
                        Long.class,
                        Whole::read,
                        "N",
                        "The pools' max_overflow, where the service does not tell it: the capacity"
                                + " is then pool_size + N.",
                        "--max-overflow");
        trust =
                options.word(
                        Criteria.Trust.class,
                        Criteria.Trust.COUNTS,
                        "WHOM",
                        "Whose word on a pool's status counts:",
                        "--trust");
        access = new AccessOptions(spec);
        look = new LookOptions(spec, world, Offer.LOOK);
        named =
                new NamedTargets(
                        spec, look, world, Settings.URL, Settings.PROMETHEUS, Settings.FILE);
        spec.usageMessage()
                .footer(
                        "",
                        "Example: poolmon pools --url http://localhost:8000",
                        "Without a target it is the service in POOLMON_URL, else the Prometheus in",
                        "PROMETHEUS_URL.");
    }

    @Override
    public int run() throws Exception {
        List<Target> targets = look.sensible(() -> services.targets(world, access, named, look));
        OptionalLong given = maxOverflow.given().map(OptionalLong::of).orElse(OptionalLong.empty());
        Criteria criteria =
                new Criteria(
                                look.thresholds(),
                                look.sensible(() -> look.maxOverflow(given, List.of())),
                                trust.value(),
                                Criteria.Ages.DEFAULT)
                        .with(look.sensible(() -> named.limits(targets, given)));
        if (look.verbosity() > 0) {
            access.tell(world);
        }
        return new Looking(world, look)
                .at(Question.POOLS, () -> services.resolved(targets, world), criteria);
    }
}
