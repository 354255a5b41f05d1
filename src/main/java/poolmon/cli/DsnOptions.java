package poolmon.cli;

import picocli.CommandLine.Model.CommandSpec;

import poolmon.config.ConfigTarget;
import poolmon.config.PostgresDsn;
import poolmon.config.Settings;
import poolmon.model.Target;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    /// Whether an option or a NAME names a server.
    boolean areGiven(NamedTargets named) {
        return areGiven() || named.have(Settings.DSN);
    }

    /// The servers that the options, else the environment, else the config file name.
    ///
    /// @throws IllegalArgumentException with a sentence for the user
    List<Target> targets(World world, NamedTargets named) {
        List<Target> targets = new ArrayList<>(given(world, named));
        if (targets.isEmpty() && !named.areGiven()) {
            targets.addAll(ofEnvironment(world));
            if (targets.isEmpty()) {
                named.fallBack();
                targets.addAll(given(world, named));
            }
        }
        if (targets.isEmpty()) {
            throw new IllegalArgumentException(
                    "Which server? Give --dsn DSN or set DATABASE_URL or PGHOST.");
        }
        return targets;
    }

    /// The servers that the options and the targets of the config file name.
    ///
    /// @throws IllegalArgumentException with a sentence for the user
    List<Target> given(World world, NamedTargets named) {
        List<Target> targets = new ArrayList<>(ofOptions(world));
        targets.addAll(named.of(entry -> ofFile(entry, named, world)));
        return targets.isEmpty() ? targets : byAdmin(targets, world);
    }

    /// The servers that the options alone name, of which there are some.
    ///
    /// @throws IllegalArgumentException with a sentence for the user
    List<Target> alone(World world) {
        return byAdmin(ofOptions(world), world);
    }

    private List<Target> ofOptions(World world) {
        List<Target> targets = new ArrayList<>();
        for (String dsn : dsns.value()) {
            targets.add(target(dsn, world));
        }
        return targets;
    }

    /// The server that the environment names, if it does.
    ///
    /// @throws IllegalArgumentException with a sentence for the user
    List<Target> ofEnvironment(World world) {
        Optional<Target.Postgres> found = PostgresDsn.fromEnvironment(world.environment());
        return found.isEmpty() ? List.of() : byAdmin(List.of(login(found.get(), world)), world);
    }

    private List<Target> byAdmin(List<Target> targets, World world) {
        return admin.given().isEmpty() ? targets : guarded(targets, admin.given().get(), world);
    }

    private List<Target> ofFile(ConfigTarget entry, NamedTargets named, World world) {
        List<Target> targets = new ArrayList<>();
        for (String dsn : entry.all(Settings.DSN)) {
            Target.Postgres server = ofFile(entry, named, dsn, Settings.DSN_PASSWORD, world);
            Optional<String> reserved = entry.value(Settings.ADMIN_DSN);
            if (reserved.isPresent() && admin.given().isEmpty()) {
                targets.add(
                        new Target.Guarded(
                                server,
                                ofFile(
                                        entry,
                                        named,
                                        reserved.get(),
                                        Settings.ADMIN_DSN_PASSWORD,
                                        world)));
            } else {
                targets.add(login(server, world));
            }
        }
        return targets;
    }

    private Target.Postgres ofFile(
            ConfigTarget entry, NamedTargets named, String dsn, Settings password, World world) {
        Target.Postgres server;
        try {
            server = PostgresDsn.parse(dsn, world.environment());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    entry.whose(Settings.DSN) + ": " + e.getMessage(), e);
        }
        return passwords.areAskedFor()
                ? server
                : named.secret(entry, password).map(server::withPassword).orElse(server);
    }

    /// The server that a DSN names.
    ///
    /// @throws IllegalArgumentException with a sentence for the user
    Target target(String text, World world) {
        return login(PostgresDsn.parse(text, world.environment()), world);
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
