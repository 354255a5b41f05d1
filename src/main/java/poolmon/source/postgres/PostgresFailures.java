package poolmon.source.postgres;

import org.postgresql.util.GT;

import poolmon.files.Pipe;
import poolmon.model.Failure;
import poolmon.model.Failure.Code;
import poolmon.model.Figures;
import poolmon.model.Host;
import poolmon.model.Reading.BouncerReading;
import poolmon.model.Reading.ServerReading;
import poolmon.model.Target;
import poolmon.pem.Distrust;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLException;

/// The one place where what goes wrong with PostgreSQL becomes a sentence and a next step. What the
/// server itself says is the business of [ServerRefusals].
public record PostgresFailures(Target.Postgres target, Host host) {

    private String where() {
        return host.shown();
    }

    /// The failure that ended a conversation.
    ///
    /// @param connected whether the host had taken the connection by then
    /// @param late whether time was up by then
    Failure of(Throwable trouble, boolean connected, boolean late) {
        if (trouble instanceof Refusal refusal) {
            return refusal.failure();
        }
        if (!(trouble instanceof SQLException e)) {
            return noPostgres(trouble);
        }
        Optional<ServerRefusals> said = ServerRefusals.of(e, target, host);
        if (said.isPresent()) {
            return said.get().failure();
        }
        return late ? timeout(connected) : byCause(e, connected);
    }

    /// Time was up.
    Failure timeout(boolean connected) {
        List<Pipe> pipes = connected ? new DriverFiles(target).pipes() : List.of();
        if (!pipes.isEmpty()) {
            return Failure.of(
                    Code.TIMEOUT,
                    where() + " took the connection, but the login was not done in time.",
                    "See that something writes to the pipe "
                            + pipes.getFirst().path()
                            + ", which is read for it, or give it more time with --timeout.");
        }
        return connected
                ? Failure.of(
                        Code.TIMEOUT,
                        where() + " took the connection but did not answer in time.",
                        "Check that PostgreSQL listens there and is not overloaded; --timeout gives"
                                + " it longer.")
                : Failure.of(
                        Code.TIMEOUT,
                        "Could not connect to " + where() + " in time.",
                        "Check host and port, and whether a firewall drops the packets; --timeout"
                                + " gives it longer.");
    }

    /// A server older than what poolmon can ask.
    Failure tooOld(String version) {
        return Failure.of(
                Code.UNSUPPORTED_VERSION,
                where() + " runs PostgreSQL " + version + ", and poolmon needs 14 or later.",
                "Upgrade the server, or ask its pg_stat_activity with psql.");
    }

    /// Not the kind of server that the target asks for.
    Failure unwanted(boolean standby, SessionKind wanted) {
        return Failure.of(
                Code.NOT_READY,
                where()
                        + " is "
                        + (standby ? "a standby" : "a primary")
                        + ", and the DSN asks for "
                        + wanted.words()
                        + ".",
                "Add the other servers to the DSN, or leave target_session_attrs out.");
    }

    /// What was asked of whom, where all went well.
    String asked(Object told) {
        String asked = "Asked " + where() + " as " + target.user().orElse("postgres");
        if (told instanceof BouncerReading bouncer) {
            return asked
                    + ": PgBouncer "
                    + bouncer.version()
                    + ", "
                    + Figures.count(bouncer.slots().used(), "client")
                    + ".";
        }
        if (!(told instanceof ServerReading reading)) {
            return asked + ".";
        }
        return asked
                + ": PostgreSQL "
                + reading.version()
                + ", "
                + reading.slots().used()
                + " client sessions.";
    }

    private Failure byCause(SQLException e, boolean connected) {
        Throwable cause = innermost(e);
        String text = String.valueOf(cause.getMessage());
        return switch (cause) {
            case UnknownHostException _ ->
                    Failure.of(
                            Code.UNKNOWN_HOST,
                            "The host name \"" + host.name() + "\" has no address.",
                            "Check the spelling of the host, and whether this machine's DNS knows"
                                    + " it.",
                            e);
            case SocketTimeoutException _ -> timeout(connected);
            case SSLException _ -> tls(text, e);
            case GeneralSecurityException _ -> tls(text, e);
            case ConnectException _ when Wire.isSocket(host) -> noSocket(text, e);
            case ConnectException _ when text.contains("timed out") -> timeout(false);
            case ConnectException _ when !text.contains("unreachable") -> refused(e);
            case ConnectException _ -> unreachable(text, e);
            case NoRouteToHostException _ -> unreachable(text, e);
            case IOException _ when !connected && Wire.isSocket(host) -> noSocket(text, e);
            case IOException _ when !connected -> unreachable(text, e);
            case IOException _ when isAboutCertificates(e) -> tls(text, e);
            case IOException _ -> lost(e);
            default -> byState(e);
        };
    }

    /// The exception that says most: the first of the TLS engine, else the innermost.
    private static Throwable innermost(Throwable trouble) {
        Throwable inner = trouble;
        while (!(inner instanceof SSLException) && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner;
    }

    /// The driver wraps what hinders it to read a certificate or key in 08006, and what hinders it
    /// to talk in 08001 and, later on, in 08006 too.
    private static boolean isAboutCertificates(SQLException e) {
        return innermost(e) instanceof FileNotFoundException;
    }

    /// The driver's own complaints. Its texts are translated, so they are told apart by SQLState.
    private Failure byState(SQLException e) {
        String text = String.valueOf(e.getMessage());
        String state = String.valueOf(e.getSQLState());
        if (text.equals(GT.tr("The server does not support SSL."))) {
            return Failure.of(
                    Code.TLS,
                    where() + " offers no TLS, and the DSN demands it.",
                    "Switch it on in the server (ssl = on), or ask with sslmode=prefer.",
                    e);
        }
        if (state.equals("08004") && target.password().isEmpty()) {
            return Failure.of(
                    Code.AUTH,
                    where()
                            + " wants a password for user \""
                            + target.user().orElse("postgres")
                            + "\", and none was given.",
                    "Set PGPASSWORD, use ~/.pgpass, or be asked for it with -W.",
                    e);
        }
        return switch (state) {
            case "08004" ->
                    Failure.of(
                            Code.AUTH,
                            where() + " asks for a login that poolmon cannot give: " + text,
                            "Let the role log in with a password (scram-sha-256) in pg_hba.conf.",
                            e);
            case "08006", "22023" -> tls(String.valueOf(innermost(e).getMessage()), e);
            default -> noPostgres(e);
        };
    }

    /// A database named like PgBouncer's console that is none.
    public Failure noPooler() {
        return Failure.of(
                Code.PROTOCOL,
                where() + " is a PostgreSQL server and not PgBouncer.",
                "Name another database in the DSN: \"pgbouncer\" is PgBouncer's own console.");
    }

    /// A console that gave no answer of use.
    public Failure strangeConsole(String what) {
        return Failure.of(
                Code.PROTOCOL,
                "PgBouncer on " + where() + " answered in an unknown way: " + what + ".",
                "Ask it with psql: SHOW POOLS");
    }

    private Failure refused(Throwable trouble) {
        return Failure.of(
                Code.CONNECTION_REFUSED,
                "Nothing listens on " + where() + ": the connection was refused.",
                "Check that PostgreSQL runs, that host and port are right, and that its"
                        + " listen_addresses include this one.",
                trouble);
    }

    private Failure noSocket(String text, Throwable trouble) {
        return Failure.of(
                Code.CONNECTION_REFUSED,
                "Nothing listens on the Unix socket " + Wire.path(host) + ": " + sentence(text),
                "Check that PostgreSQL runs and that the folder is one of its"
                        + " unix_socket_directories, or give a host name such as localhost.",
                trouble);
    }

    private Failure unreachable(String text, Throwable trouble) {
        return Failure.of(
                Code.UNREACHABLE,
                "No way leads to " + where() + ": " + text + ".",
                "Check the network of this machine and the address of the server.",
                trouble);
    }

    private Failure lost(Throwable trouble) {
        return Failure.of(
                Code.CONNECTION_LOST,
                where() + " closed the connection before it had answered.",
                "Check that a PostgreSQL server listens there, and look into its log.",
                trouble);
    }

    private Failure tls(String text, Throwable trouble) {
        if (text.contains("could not be verified by hostnameverifier")) {
            return Failure.of(
                    Code.TLS,
                    "No TLS connection to "
                            + where()
                            + ": its certificate is that of another host.",
                    "Use the name that stands in the certificate, or sslmode=verify-ca if any host"
                            + " of that authority will do.",
                    trouble);
        }
        Optional<Distrust> distrust = Distrust.of(trouble);
        if (distrust.isPresent()) {
            return Failure.of(
                    Code.TLS,
                    "No TLS connection to " + where() + ": " + distrust.get().words() + ".",
                    distrust.get() == Distrust.UNKNOWN_AUTHORITY
                            ? "Name the file with the authority that signed it: sslrootcert=FILE."
                            : "Check the certificate with: openssl s_client -starttls postgres"
                                    + " -connect "
                                    + where(),
                    trouble);
        }
        boolean plain = text.contains("Unsupported or unrecognized SSL message");
        return Failure.of(
                plain ? Code.PROTOCOL : Code.TLS,
                plain
                        ? where() + " is no PostgreSQL server: it offers TLS and does not speak it."
                        : "No TLS connection to " + where() + ": " + sentence(text),
                plain
                        ? "Check the port: another kind of server seems to listen there."
                        : "Check sslmode, sslrootcert, sslcert and sslkey against the server's"
                                + " certificate.",
                trouble);
    }

    private Failure noPostgres(Throwable trouble) {
        return Failure.of(
                Code.PROTOCOL,
                where() + " is no PostgreSQL server: it answered something else.",
                "Check the port: another kind of server seems to listen there.",
                trouble);
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }
}
