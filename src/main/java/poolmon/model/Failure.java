package poolmon.model;

import java.util.Locale;
import java.util.Optional;

/// Why a target could not be looked at.
///
/// @param message one sentence that says what happened; it may quote the server
/// @param nextStep one sentence that says what to try
/// @param cause the exception behind it, shown only at `-vv`
/// @param limit of connections that was reached, where a PostgreSQL server tells
public record Failure(
        Code code,
        ServerText message,
        String nextStep,
        Optional<Throwable> cause,
        Optional<Limit> limit) {

    /// A failure that no exception of interest stands behind.
    public static Failure of(Code code, String message, String nextStep) {
        return new Failure(
                code, new ServerText(message), nextStep, Optional.empty(), Optional.empty());
    }

    /// A failure with the exception that told of it.
    public static Failure of(Code code, String message, String nextStep, Throwable cause) {
        return new Failure(
                code, new ServerText(message), nextStep, Optional.of(cause), Optional.empty());
    }

    /// The same failure for having reached this limit.
    public Failure at(Limit reached) {
        return new Failure(code, message, nextStep, cause, Optional.of(reached));
    }

    /// What the failure makes of the target: to be refused for want of a slot is the diagnosis
    /// itself, anything else leaves us without an answer.
    public Status status() {
        return code == Code.SLOTS_EXHAUSTED ? Status.CRITICAL : Status.ERROR;
    }

    /// What a PostgreSQL server means by too many connections.
    public enum Limit {
        /// The role has its own limit.
        ROLE,
        /// The database has its own limit.
        DATABASE,
        /// All slots are taken that ordinary roles may use.
        ORDINARY_SLOTS,
        /// All slots are taken, the reserved ones, too.
        ALL_SLOTS
    }

    /// The stable codes; the words are part of the JSON contract.
    public enum Code {
        /// The name of the host has no address.
        UNKNOWN_HOST,
        CONNECTION_REFUSED,
        /// There is no route, the network is down, and the like.
        UNREACHABLE,
        TIMEOUT,
        /// The connection broke, or was closed before the answer was complete.
        CONNECTION_LOST,
        TLS,
        /// Wrong or missing credentials, 401 included.
        AUTH,
        /// The credentials are good but do not suffice, 403 included.
        FORBIDDEN,
        /// The service answered with another status than 200 and with nothing readable.
        HTTP_STATUS,
        /// The answer is not what was asked for: not JSON, HTML, empty, cut off.
        UNREADABLE,
        UNKNOWN_DATABASE,
        /// Every slot that we may use is taken.
        SLOTS_EXHAUSTED,
        /// The server is starting up, shutting down, or loading its data.
        NOT_READY,
        /// The server is older than what poolmon can ask.
        UNSUPPORTED_VERSION,
        /// The server speaks another protocol than the one expected.
        PROTOCOL,
        /// The server refused or failed what was asked, in a way that has no code of its own.
        SERVER_ERROR;

        /// The word that stands in JSON, for example `connection-refused`.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
