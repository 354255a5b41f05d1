package poolmon.source.postgres;

import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

import poolmon.model.Deadline;
import poolmon.model.Failure;
import poolmon.model.Failure.Code;
import poolmon.model.Target;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

import javax.net.ssl.SSLException;

/// What the driver's exceptions mean. Decided by SQLState and by the kind of the cause; the text of
/// the server is quoted, and read only to say which of several limits was reached.
final class PostgresFailures {
    private PostgresFailures() {}

    /// The failure that an exception stands for.
    static Failure of(SQLException e, Target.Postgres target, Deadline deadline) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return switch (state) {
            case "53300" -> slots(e);
            case "28P01" ->
                    Failure.of(
                            Code.AUTH,
                            "The server does not accept this password for user \""
                                    + user(target)
                                    + "\".",
                            "Check PGPASSWORD, ~/.pgpass or the DSN, or be asked for it with -W.",
                            e);
            case "28000" -> notAllowed(e);
            case "3D000" ->
                    Failure.of(
                            Code.UNKNOWN_DATABASE,
                            "There is no database \"" + target.database().orElse("") + "\" there.",
                            "Give one that exists, for example /postgres at the end of the DSN.",
                            e);
            case "42501" ->
                    Failure.of(
                            Code.FORBIDDEN,
                            said(e, "The server did not permit this user to look."),
                            "Let a superuser run GRANT pg_read_all_stats TO this role.",
                            e);
            case "57P03" ->
                    Failure.of(
                            Code.NOT_READY,
                            said(e, "The server is not ready for connections yet."),
                            "Try again in a moment, or use --wait.",
                            e);
            case "57P01", "57P02" ->
                    Failure.of(
                            Code.CONNECTION_LOST,
                            "The server ended the connection while it was asked.",
                            "It may be shutting down: try again in a moment.",
                            e);
            case "57014" ->
                    Failure.of(
                            Code.TIMEOUT,
                            "The server did not answer the question in time.",
                            "It may be overloaded: give it more time with --timeout.",
                            e);
            default -> byCause(e, target, deadline);
        };
    }

    /// A server older than what poolmon can ask.
    static Failure tooOld(String version) {
        return Failure.of(
                Code.UNSUPPORTED_VERSION,
                "The server is PostgreSQL " + version + ", and poolmon needs 14 or later.",
                "Upgrade the server, or ask its pg_stat_activity with psql.");
    }

    private static String user(Target.Postgres target) {
        return target.user().orElse("");
    }

    /// 53300 has several texts; see InitPostgres and ProcArray's callers in PostgreSQL's sources.
    private static Failure slots(SQLException e) {
        String text = said(e, "").toLowerCase(Locale.ROOT);
        String which;
        if (text.contains("role")) {
            which = "the role has reached its own connection limit";
        } else if (text.contains("database")) {
            which = "the database has reached its own connection limit";
        } else if (text.contains("reserved")) {
            which = "only slots reserved for privileged roles are left";
        } else {
            which = "every slot is taken, the reserved ones too";
        }
        return Failure.of(
                Code.SLOTS_EXHAUSTED,
                "The server refuses new connections: " + which + " (" + said(e, "53300") + ").",
                "Get in with a superuser, or with a member of pg_use_reserved_connections.",
                e);
    }

    private static Failure notAllowed(SQLException e) {
        String text = said(e, "The server does not let this user in.");
        boolean unknownRole = text.contains("does not exist");
        return Failure.of(
                Code.AUTH,
                unknownRole ? text : "The server does not let us in: " + text,
                unknownRole
                        ? "Check the user name in the DSN or PGUSER."
                        : "Check user, database and sslmode against the server's pg_hba.conf.",
                e);
    }

    private static Failure byCause(SQLException e, Target.Postgres target, Deadline deadline) {
        String where = target.hosts().getFirst().shown();
        Throwable cause = deepest(e);
        if (cause instanceof UnknownHostException) {
            return Failure.of(
                    Code.UNKNOWN_HOST,
                    "The name of the host in " + where + " has no address.",
                    "Check its spelling, or whether this machine's DNS knows it.",
                    e);
        }
        if (cause instanceof SocketTimeoutException || deadline.isOver()) {
            return Failure.of(
                    Code.TIMEOUT,
                    where + " did not answer in time.",
                    "Check the address and the firewall, or give it more time with --timeout.",
                    e);
        }
        if (cause instanceof NoRouteToHostException) {
            return Failure.of(
                    Code.UNREACHABLE,
                    "There is no way from here to " + where + ".",
                    "Check the network or VPN.",
                    e);
        }
        if (cause instanceof ConnectException) {
            return Failure.of(
                    Code.CONNECTION_REFUSED,
                    "Nothing listens at " + where + ": the connection was refused.",
                    "Is the server running, and is this its port?",
                    e);
        }
        return byProtocol(e, cause, where);
    }

    private static Failure byProtocol(SQLException e, Throwable cause, String where) {
        String text = said(e, "");
        boolean tls =
                cause instanceof SSLException
                        || text.contains("SSL")
                        || cause instanceof java.security.cert.CertificateException;
        if (tls) {
            return Failure.of(
                    Code.TLS,
                    "No secure connection to " + where + ": " + reason(e, cause) + ".",
                    "Check sslmode and sslrootcert in the DSN, or PGSSLMODE and PGSSLROOTCERT.",
                    e);
        }
        if (text.contains("unsupported startup parameter") || text.contains("SET failed")) {
            return Failure.of(
                    Code.PROTOCOL,
                    "This is PgBouncer and not PostgreSQL itself.",
                    "Give the DSN of the PostgreSQL server behind it.",
                    e);
        }
        if (text.contains("password-based authentication, but no password")
                || text.contains("no password was provided")) {
            return Failure.of(
                    Code.AUTH,
                    "The server wants a password and none was given.",
                    "Set PGPASSWORD, use ~/.pgpass, or be asked for it with -W.",
                    e);
        }
        if (hasServerMessage(e)) {
            return Failure.of(
                    Code.SERVER_ERROR,
                    "The server refused: " + text + " (" + e.getSQLState() + ").",
                    "Look into the server's log for more.",
                    e);
        }
        if (cause instanceof EOFException || text.contains("backend")) {
            return Failure.of(
                    Code.CONNECTION_LOST,
                    "The connection to " + where + " broke before the answer was complete.",
                    "Is this a PostgreSQL server? Look into its log, and try again.",
                    e);
        }
        return Failure.of(
                Code.PROTOCOL,
                "What answers at " + where + " does not speak PostgreSQL's protocol.",
                "Check host and port.",
                e);
    }

    private static Throwable deepest(Throwable e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest;
    }

    private static boolean hasServerMessage(SQLException e) {
        return serverMessage(e).isPresent();
    }

    private static Optional<String> serverMessage(SQLException e) {
        @Nullable ServerErrorMessage message =
                e instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
        return message == null ? Optional.empty() : Optional.ofNullable(message.getMessage());
    }

    /// What the server said, else the driver, else what we say.
    private static String said(SQLException e, String otherwise) {
        return serverMessage(e)
                .orElseGet(() -> e.getMessage() == null ? otherwise : e.getMessage());
    }

    private static String reason(SQLException e, Throwable cause) {
        String text = cause.getMessage() == null ? said(e, "TLS failed") : cause.getMessage();
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
