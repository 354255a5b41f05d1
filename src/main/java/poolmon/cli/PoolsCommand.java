package poolmon.cli;

import picocli.CommandLine.Model.CommandSpec;

import poolmon.config.ServiceUrl;
import poolmon.model.Access;
import poolmon.model.Criteria;
import poolmon.model.Question;
import poolmon.model.Target;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// `poolmon pools`: are the service's pools healthy?
final class PoolsCommand implements Command {
    private final World world;
    private final Option<List<String>> urls;
    private final Option<Long> maxOverflow;
    private final Option<Criteria.Trust> trust;
    private final AccessOptions access;
    private final LookOptions look;

    PoolsCommand(CommandSpec spec, World world) {
        this.world = world;
        Options options = new Options(spec);
        urls =
                options.texts(
                        "URL",
                        "The service, by its base URL or the full URL of its health endpoint; may"
                                + " be given several times.",
                        "-u",
                        "--url");
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
        look = new LookOptions(spec);
        spec.usageMessage()
                .footer(
                        "",
                        "Example: poolmon pools --url http://localhost:8000",
                        "Without --url the service is the one in POOLMON_URL.");
    }

    @Override
    public int run() throws Exception {
        Criteria criteria =
                new Criteria(
                        look.thresholds(),
                        maxOverflow.given().map(OptionalLong::of).orElse(OptionalLong.empty()),
                        trust.value(),
                        Criteria.Ages.DEFAULT);
        List<Target> targets = look.sensible(this::targets);
        if (look.verbosity() > 0) {
            access.tell(world);
        }
        return new Looking(world, look).at(Question.POOLS, targets, criteria);
    }

    private List<Target> targets() {
        List<String> given =
                urls.value().isEmpty()
                        ? world.environment().get("POOLMON_URL").stream().toList()
                        : urls.value();
        if (given.isEmpty()) {
            throw new IllegalArgumentException("Which service? Give --url URL or set POOLMON_URL.");
        }
        Access common = access.access(world);
        List<Target> targets = new ArrayList<>();
        for (String url : given) {
            targets.add(access.reached(ServiceUrl.parse(url), common, world));
        }
        return targets;
    }
}
