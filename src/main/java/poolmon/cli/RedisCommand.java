package poolmon.cli;

import picocli.CommandLine.Model.CommandSpec;

import poolmon.config.RedisUrl;
import poolmon.model.Criteria;
import poolmon.model.Question;
import poolmon.model.Target;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// `poolmon redis`: has Redis client slots left, and who uses them?
final class RedisCommand implements Command {
    private final World world;
    private final Option<List<String>> urls;
    private final Passwords passwords;
    private final LookOptions look;

    RedisCommand(CommandSpec spec, World world) {
        this.world = world;
        urls =
                new Options(spec)
                        .texts(
                                "URL",
                                "The server: redis://[USER[:PASSWORD]@]HOST[:PORT][/DB], or"
                                        + " rediss:// for TLS; may be given several times.",
                                "-r",
                                "--redis");
        passwords = new Passwords(spec);
        look = new LookOptions(spec);
        spec.usageMessage()
                .footer(
                        "",
                        "Example: poolmon redis --redis redis://cache.example:6379",
                        "Without --redis the server is the one in REDIS_URL, else in REDIS_HOST,",
                        "REDIS_PORT, REDIS_DB and REDIS_PASSWORD.");
    }

    @Override
    public int run() throws Exception {
        Criteria criteria =
                new Criteria(
                        look.thresholds(),
                        OptionalLong.empty(),
                        Criteria.Trust.COUNTS,
                        Criteria.Ages.DEFAULT);
        return new Looking(world, look).at(Question.REDIS, look.sensible(this::targets), criteria);
    }

    private List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        for (String url : urls.value()) {
            targets.add(login(RedisUrl.parse(url, world.environment())));
        }
        if (targets.isEmpty()) {
            targets.add(
                    login(
                            RedisUrl.fromEnvironment(world.environment())
                                    .orElseThrow(
                                            () ->
                                                    new IllegalArgumentException(
                                                            "Which server? Give --redis URL or set"
                                                                    + " REDIS_URL or"
                                                                    + " REDIS_HOST."))));
        }
        return targets;
    }

    private Target.Redis login(Target.Redis target) {
        return passwords.areAskedFor()
                ? target.withPassword(Passwords.of(target, world, "REDIS_PASSWORD"))
                : target;
    }
}
