package poolmon.cli;

import picocli.CommandLine.Model.CommandSpec;

import poolmon.config.PostgresDsn;
import poolmon.model.Target;

import java.util.ArrayList;
import java.util.List;

/// Which PostgreSQL servers to look at.
final class DsnOptions {
    private final Option<List<String>> dsns;
    private final Option<String> admin;
    private final Passwords passwords;

    DsnOptions(CommandSpec spec) {
        dsns =
                new Options(spec)
                        .texts(
                                "DSN",
                                "The server: a postgresql:// or jdbc:postgresql:// URL, an"
                                        + " application's DATABASE_URL, or 'host=… user=…'; may be"
                                        + " given several times.",
                                "-d",
                                "--dsn");
        admin =
                new Options(spec)
                        .optional(
                                String.class,
                                text -> text,
                                "DSN",
                                "The same server by way of a superuser or another role that may use"
                                        + " reserved slots: asked when there is no other slot"
                                        + " left.",
                                "--admin-dsn");
        passwords = new Passwords(spec);
    }

    /// Whether an option names a server.
    boolean areGiven() {
        return !dsns.value().isEmpty();
    }

    /// The servers that the options or the environment name.
    ///
    /// @throws IllegalArgumentException with a sentence for the user
    List<Target> targets(World world) {
        List<Target> targets = new ArrayList<>();
        for (String dsn : dsns.value()) {
            targets.add(login(PostgresDsn.parse(dsn, world.environment()), world));
        }
        if (targets.isEmpty()) {
            Target.Postgres found =
                    PostgresDsn.fromEnvironment(world.environment())
                            .orElseThrow(
                                    () ->
                                            new IllegalArgumentException(
                                                    "Which server? Give --dsn DSN or set"
                                                            + " DATABASE_URL or PGHOST."));
            targets.add(login(found, world));
        }
        return admin.given().isEmpty() ? targets : guarded(targets, admin.given().get(), world);
    }

    private static List<Target> guarded(List<Target> targets, String dsn, World world) {
        if (targets.size() != 1 || !(targets.getFirst() instanceof Target.Postgres ordinary)) {
            throw new IllegalArgumentException(
                    "--admin-dsn is another way into the one server of --dsn: give one --dsn, and"
                            + " not PgBouncer's.");
        }
        return List.of(new Target.Guarded(ordinary, PostgresDsn.parse(dsn, world.environment())));
    }

    /// The database of its name is PgBouncer's console wherever there is a PgBouncer.
    private Target login(Target.Postgres target, World world) {
        Target.Postgres complete =
                passwords.areAskedFor()
                        ? target.withPassword(Passwords.of(target, world, "PGPASSWORD"))
                        : target;
        return target.database().filter(Target.Bouncer.DATABASE::equals).isPresent()
                ? new Target.Bouncer(complete)
                : complete;
    }
}
