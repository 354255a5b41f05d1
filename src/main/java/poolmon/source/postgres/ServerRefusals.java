package poolmon.source.postgres;

import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

import poolmon.model.Failure;
import poolmon.model.Failure.Code;
import poolmon.model.Host;
import poolmon.model.Secret;
import poolmon.model.ServerText;
import poolmon.model.Target;

import java.sql.SQLException;
import java.util.Optional;

/// What a server means that turned us away. It is told by SQLState and by the server's function
/// that complains, since servers speak the language of their `lc_messages`; the text is quoted.
///
/// @param text what the server said, without the password that it may quote
/// @param routine the function in the server's sources; empty behind poolers
record ServerRefusals(
        SQLException trouble, String text, String routine, Target.Postgres target, Host host) {

    private static final int LONGEST = 300;

    /// Empty where it was not the server that complained.
    static Optional<ServerRefusals> of(SQLException e, Target.Postgres target, Host host) {
        @Nullable ServerErrorMessage said =
                e instanceof PSQLException driver ? driver.getServerErrorMessage() : null;
        if (said == null) {
            return Optional.empty();
        }
        @Nullable String text = said.getMessage();
        @Nullable String routine = said.getRoutine();
        return Optional.of(
                new ServerRefusals(
                        e,
                        text == null ? "" : quotable(text, target.password()),
                        routine == null ? "" : routine,
                        target,
                        host));
    }

    private static String quotable(String text, Optional<Secret> password) {
        String shown = new ServerText(text).shown();
        String masked =
                password.isEmpty() || password.get().value().isEmpty()
                        ? shown
                        : shown.replace(password.get().value(), "***");
        return masked.length() <= LONGEST ? masked : masked.substring(0, LONGEST) + "…";
    }

    /// The failure, by SQLState.
    Failure failure() {
        return switch (String.valueOf(trouble.getSQLState())) {
            case "53300" -> slots();
            case "28P01" -> wrongPassword();
            case "28000" -> notLetIn();
            case "3D000" -> unknownDatabase();
            case "42501" -> forbidden();
            case "57P03" ->
                    failure(
                            Code.NOT_READY,
                            host.shown() + " lets nobody in yet: " + quoted(),
                            "Wait until it is ready; --wait does that.");
            case "57P01", "57P02" ->
                    failure(
                            Code.CONNECTION_LOST,
                            host.shown() + " ended our session: " + quoted(),
                            "It may be shutting down; try again in a moment.");
            case "57014", "55P03" ->
                    failure(
                            Code.TIMEOUT,
                            host.shown() + " could not answer in time: " + quoted(),
                            "The server may be overloaded; --timeout gives it longer.");
            case "08P01" -> pooler();
            default -> other();
        };
    }

    private Failure slots() {
        String who = target.user().orElse("postgres");
        return switch (routine) {
            case "InitializeSessionUserId" ->
                    failure(
                                    Code.SLOTS_EXHAUSTED,
                                    "Role \""
                                            + who
                                            + "\" has reached its own connection limit on "
                                            + host.shown()
                                            + ": "
                                            + quoted(),
                                    "Ask by way of another role (--admin-dsn DSN), or raise the"
                                            + " limit: ALTER ROLE … CONNECTION LIMIT.")
                            .at(Failure.Limit.ROLE);
            case "CheckMyDatabase" ->
                    failure(
                                    Code.SLOTS_EXHAUSTED,
                                    "Database \""
                                            + target.database().orElse(who)
                                            + "\" on "
                                            + host.shown()
                                            + " has reached its own connection limit: "
                                            + quoted(),
                                    "Ask by way of another database, for example postgres"
                                        + " (--admin-dsn DSN), or raise the limit: ALTER DATABASE …"
                                        + " CONNECTION LIMIT.")
                            .at(Failure.Limit.DATABASE);
            case "InitPostgres" ->
                    failure(
                                    Code.SLOTS_EXHAUSTED,
                                    host.shown()
                                            + " has only reserved connection slots left: "
                                            + quoted(),
                                    text.contains("pg_use_reserved_connections")
                                            ? "Give --admin-dsn, the DSN of a member of"
                                                    + " pg_use_reserved_connections or of a"
                                                    + " superuser."
                                            : "Give --admin-dsn, the DSN of a superuser.")
                            .at(Failure.Limit.ORDINARY_SLOTS);
            default ->
                    failure(
                                    Code.SLOTS_EXHAUSTED,
                                    host.shown()
                                            + " has no connection slot left, not even a reserved"
                                            + " one: "
                                            + quoted(),
                                    "End idle clients where they run (their applications), for"
                                            + " nobody can log in now.")
                            .at(Failure.Limit.ALL_SLOTS);
        };
    }

    private Failure wrongPassword() {
        return failure(
                Code.AUTH,
                host.shown()
                        + " does not accept the password of user \""
                        + target.user().orElse("postgres")
                        + "\".",
                "Check user and password (the DSN, PGPASSWORD, ~/.pgpass), or be asked for it with"
                        + " -W.");
    }

    private Failure notLetIn() {
        return routine.equals("InitializeSessionUserId")
                ? failure(
                        Code.AUTH,
                        host.shown() + " knows no such login: " + quoted(),
                        "Check the user name in the DSN or PGUSER.")
                : failure(
                        Code.AUTH,
                        host.shown() + " does not let us in: " + quoted(),
                        "Check user, database and sslmode against the server's pg_hba.conf.");
    }

    private Failure unknownDatabase() {
        return failure(
                Code.UNKNOWN_DATABASE,
                host.shown()
                        + " has no database \""
                        + target.database().or(target::user).orElse("postgres")
                        + "\".",
                "Name one that exists: psql -l lists them, and postgres nearly always does.");
    }

    private Failure forbidden() {
        return failure(
                Code.FORBIDDEN,
                host.shown()
                        + " forbids user \""
                        + target.user().orElse("postgres")
                        + "\" what poolmon asks: "
                        + quoted(),
                routine.equals("CheckMyDatabase")
                        ? "Grant it: GRANT CONNECT ON DATABASE … TO …, or ask by way of another"
                                + " database."
                        : "Grant it: GRANT pg_read_all_stats TO …");
    }

    /// PgBouncer has this one SQLState for all that it refuses, and speaks English only.
    private Failure pooler() {
        if (text.contains("no more connections allowed")) {
            return failure(
                    Code.SLOTS_EXHAUSTED,
                    "PgBouncer on " + host.shown() + " takes no more clients: " + quoted(),
                    "End idle clients, or raise max_client_conn.");
        }
        if (text.contains("not allowed")) {
            return failure(
                    Code.FORBIDDEN,
                    "PgBouncer on "
                            + host.shown()
                            + " lets user \""
                            + target.user().orElse("postgres")
                            + "\" not into its console: "
                            + quoted(),
                    "Add the user to stats_users, which may look and nothing else.");
        }
        if (text.contains("no such user") || text.contains("authentication failed")) {
            return wrongPassword();
        }
        if (text.contains("startup parameter")
                || text.contains("SET failed")
                || text.contains("admin access needed")) {
            return failure(
                    Code.PROTOCOL,
                    host.shown() + " is PgBouncer and not PostgreSQL itself.",
                    "Give the DSN of the PostgreSQL server behind it.");
        }
        return other();
    }

    private Failure other() {
        return failure(
                Code.SERVER_ERROR,
                host.shown() + " refused with " + trouble.getSQLState() + ": " + quoted(),
                "Look into the log of the server.");
    }

    private String quoted() {
        return "\"" + text + "\".";
    }

    private Failure failure(Code code, String message, String nextStep) {
        return Failure.of(code, message, nextStep, trouble);
    }
}
