package poolmon.source.redis;

import poolmon.model.Failure;
import poolmon.model.Failure.Code;
import poolmon.model.ServerText;
import poolmon.model.Target;
import poolmon.pem.Distrust;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;

import javax.net.ssl.SSLException;

/// The one place where what goes wrong with Redis becomes a sentence and a next step.
record RedisFailures(Target.Redis target) {

    private String where() {
        return target.isSocket()
                ? new ServerText(target.host().name()).shown()
                : target.host().shown();
    }

    /// Time was up.
    ///
    /// @param connected whether the server had taken the connection by then
    Failure timeout(boolean connected) {
        return connected
                ? Failure.of(
                        Code.TIMEOUT,
                        where() + " took the connection but did not answer in time.",
                        target.isTls()
                                ? "Check that the port speaks TLS at all (else redis://);"
                                        + " --timeout gives it longer."
                                : "The server may be busy with a slow command or script;"
                                        + " --timeout gives it longer.")
                : Failure.of(
                        Code.TIMEOUT,
                        "Could not connect to " + where() + " in time.",
                        "Check host and port, and whether a firewall drops the packets; --timeout"
                                + " gives it longer.");
    }

    /// The conversation broke.
    ///
    /// @param lastWords what the server said before it closed, empty where it said nothing
    Failure broken(Throwable trouble, String lastWords) {
        if (trouble instanceof RedisConnection.StrangeReply strange) {
            return strange(String.valueOf(strange.getMessage()), strange);
        }
        if (lastWords.startsWith("-")) {
            return refused(lastWords.substring(1));
        }
        return connection(innermost(trouble), trouble);
    }

    private static Throwable innermost(Throwable trouble) {
        Throwable inner = trouble;
        for (Throwable t = trouble; t != null && !(t instanceof SSLException); t = t.getCause()) {
            inner = t.getCause() instanceof SSLException tls ? tls : t;
            if (t instanceof Wire.UnusableTls) {
                return t;
            }
        }
        return inner;
    }

    private Failure connection(Throwable cause, Throwable trouble) {
        String text = String.valueOf(cause.getMessage());
        return switch (cause) {
            case Wire.UnusableTls unusable -> unusable.failure();
            case SocketException _ when target.isSocket() -> socket(text, trouble);
            case UnknownHostException _ ->
                    Failure.of(
                            Code.UNKNOWN_HOST,
                            "The host name \"" + target.host().name() + "\" has no address.",
                            "Check the spelling of the host, and whether this machine's DNS knows"
                                    + " it.",
                            trouble);
            case SSLException _ -> tls(text, trouble);
            case SocketTimeoutException _ -> timeout(text.startsWith("Read"));
            case ConnectException _ when text.contains("refused") ->
                    Failure.of(
                            Code.CONNECTION_REFUSED,
                            "Nothing listens on " + where() + ": the connection was refused.",
                            "Check that Redis runs and that host and port are right.",
                            trouble);
            case ConnectException _ when text.contains("timed out") -> timeout(false);
            case ConnectException _ -> unreachable(text, trouble);
            case NoRouteToHostException _ -> unreachable(text, trouble);
            case Throwable _ -> lost(trouble);
        };
    }

    private Failure socket(String text, Throwable trouble) {
        boolean forbidden = text.contains("Permission denied");
        return forbidden
                ? Failure.of(
                        Code.FORBIDDEN,
                        "The socket " + where() + " may not be opened by this user.",
                        "Run poolmon as a member of its group; see unixsocketperm in redis.conf.",
                        trouble)
                : Failure.of(
                        Code.CONNECTION_REFUSED,
                        "Nobody listens on the socket " + where() + ".",
                        "Check that Redis runs here and that unixsocket in redis.conf names this"
                                + " path.",
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
                target.isTls()
                        ? "The server may want a certificate of its clients (--cert FILE), or be"
                                + " out of client slots, which it cannot say over TLS; look into"
                                + " its log."
                        : "Check that a Redis server listens there, and whether it wants TLS"
                                + " (rediss://).",
                trouble);
    }

    private Failure tls(String text, Throwable trouble) {
        Optional<Distrust> distrust = Distrust.of(trouble);
        if (distrust.isPresent()) {
            return Failure.of(
                    Code.TLS,
                    "No TLS connection to " + where() + ": " + distrust.get().words() + ".",
                    distrust.get() == Distrust.UNKNOWN_AUTHORITY
                            ? "Give the authority that signed the server's certificate with"
                                    + " --cacert FILE."
                            : "Check the certificate with: openssl s_client -connect " + where(),
                    trouble);
        }
        boolean plain =
                text.contains("Unsupported or unrecognized SSL message")
                        || text.contains("plaintext connection");
        return Failure.of(
                Code.TLS,
                "No TLS connection to "
                        + where()
                        + ": "
                        + (plain ? "the port does not speak TLS" : text)
                        + ".",
                plain ? "Try redis:// instead of rediss://." : tlsStep(text),
                trouble);
    }

    private String tlsStep(String text) {
        if (text.contains("certificate_required") || text.contains("handshake_failure")) {
            return "The server may want a certificate of its clients: give --cert FILE and --key"
                    + " FILE.";
        }
        return "Check the certificate with: openssl s_client -connect " + where();
    }

    private Failure strange(String reply, Throwable trouble) {
        return reply.startsWith("\u0015")
                ? Failure.of(
                        Code.TLS,
                        where() + " speaks TLS and was asked without.",
                        "Try rediss:// instead of redis://.",
                        trouble)
                : Failure.of(
                        Code.PROTOCOL,
                        where()
                                + " is no Redis server: it sent \""
                                + new ServerText(reply).shown()
                                + "\".",
                        "Check the port: another kind of server seems to listen there.",
                        trouble);
    }

    /// INFO came, but not what is needed of it.
    Failure unreadable(String missing) {
        return Failure.of(
                Code.UNREADABLE,
                "The INFO of " + where() + " tells no " + missing + ".",
                "Check that a Redis server, and no proxy in front of it, listens there.");
    }

    /// The server refused what it was asked.
    ///
    /// @param text the server's error without the leading `-`, for example `NOAUTH …`
    Failure refused(String text) {
        if (text.contains("max number of clients")) {
            return Failure.of(
                    Code.SLOTS_EXHAUSTED,
                    "Redis on " + where() + " has no client slot left: \"" + quoted(text) + "\".",
                    "Close clients that are idle or leaked, or raise maxclients.");
        }
        int space = text.indexOf(' ');
        return switch (space < 0 ? text : text.substring(0, space)) {
            case "NOAUTH" -> noPassword();
            case "WRONGPASS" -> wrongPassword();
            case "NOPERM" -> noPermission(text);
            case "DENIED" ->
                    Failure.of(
                            Code.FORBIDDEN,
                            "Redis on "
                                    + where()
                                    + " is in protected mode and serves only its own"
                                    + " machine.",
                            "Run poolmon there, or give the server a password.");
            case "LOADING" ->
                    notReady("is loading its data", "Wait until it has loaded; --wait does that.");
            case "MASTERDOWN" ->
                    notReady(
                            "is a replica that has lost its master",
                            "Check the master and the link to it.");
            case "READONLY" ->
                    Failure.of(
                            Code.SERVER_ERROR,
                            "Redis on " + where() + " is a replica and takes no writes.",
                            "Ask the master; INFO replication names it.");
            case "CLUSTERDOWN" ->
                    notReady(
                            "is of a cluster that is down",
                            "See which masters are missing: redis-cli cluster nodes");
            case "BUSY" ->
                    Failure.of(
                            Code.SERVER_ERROR,
                            "Redis on " + where() + " is busy running a script.",
                            "Wait for the script, or end it with: redis-cli script kill");
            default ->
                    Failure.of(
                            Code.SERVER_ERROR,
                            "Redis on " + where() + " answered: " + quoted(text),
                            "Look up this error of the server.");
        };
    }

    private Failure notReady(String what, String nextStep) {
        return Failure.of(Code.NOT_READY, "Redis on " + where() + " " + what + ".", nextStep);
    }

    private Failure noPassword() {
        return Failure.of(
                Code.AUTH,
                "Redis on " + where() + " wants a password.",
                "Give it in the URL (redis://:password@host) or in REDIS_PASSWORD.");
    }

    private Failure wrongPassword() {
        return Failure.of(
                Code.AUTH,
                "Redis on "
                        + where()
                        + " does not accept the password of "
                        + target.user()
                                .map(user -> "user \"" + user + "\"")
                                .orElse("the default user")
                        + ".",
                "Check user and password; the user may also be switched off (ACL LIST).");
    }

    private Failure noPermission(String text) {
        return Failure.of(
                Code.FORBIDDEN,
                "Redis on " + where() + " forbids this user what poolmon asks: " + quoted(text),
                "Grant it: ACL SETUSER name +ping +info +client|list +client|setname");
    }

    /// `AUTH` itself was refused. Its text is not quoted, for some servers quote the password.
    Failure login(String text) {
        return text.contains("wrong number of arguments") && target.user().isPresent()
                ? Failure.of(
                        Code.AUTH,
                        "Redis on " + where() + " is older than 6 and knows no users.",
                        "Leave the user out: redis://:password@host")
                : isAboutLogin(text) ? wrongPassword() : refused(text);
    }

    private static boolean isAboutLogin(String text) {
        return text.startsWith("ERR") && !text.contains("max number of clients");
    }

    /// A server's text, less the password that it may quote.
    String quoted(String text) {
        String shown = new ServerText(text).shown();
        String masked =
                target.password()
                        .filter(password -> !password.value().isEmpty())
                        .map(password -> shown.replace(password.value(), "***"))
                        .orElse(shown);
        return masked.length() <= 200 ? masked : masked.substring(0, 200) + "…";
    }
}
