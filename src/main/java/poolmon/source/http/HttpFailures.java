package poolmon.source.http;

import org.jspecify.annotations.Nullable;

import poolmon.model.Failure;
import poolmon.model.Failure.Code;
import poolmon.model.ServerText;
import poolmon.pem.BadPem;
import poolmon.pem.Distrust;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.util.Optional;

/// The one place where what goes wrong with HTTP becomes a sentence and a next step.
final class HttpFailures {
    private static final int QUOTED = 60;

    private HttpFailures() {}

    static HttpTrouble unknownHost(Origin origin, Throwable cause) {
        return trouble(
                Code.UNKNOWN_HOST,
                "The host name \"" + origin.host().name() + "\" has no address.",
                "Check the spelling of the host, and whether this machine's DNS knows it.",
                cause);
    }

    static HttpTrouble slowLookup(Origin origin, Exception cause) {
        return trouble(
                Code.TIMEOUT,
                "The address of \"" + origin.host().name() + "\" was not found in time.",
                "Check this machine's DNS, or give the address instead of the name.",
                cause);
    }

    static HttpTrouble connecting(Origin origin, IOException cause) {
        String text = String.valueOf(cause.getMessage());
        if (cause instanceof SocketTimeoutException || text.contains("timed out")) {
            return trouble(
                    Code.TIMEOUT,
                    "Could not connect to " + origin.shown() + " in time.",
                    "Check host and port, and whether a firewall drops the packets; --timeout gives"
                            + " it longer.",
                    cause);
        }
        if (cause instanceof ConnectException && text.contains("refused")) {
            return trouble(
                    Code.CONNECTION_REFUSED,
                    "Nothing listens on " + origin.shown() + ": the connection was refused.",
                    "Check that the service runs and that host and port are right.",
                    cause);
        }
        return trouble(
                Code.UNREACHABLE,
                "No way leads to " + origin.shown() + ": " + text + ".",
                "Check the network of this machine and the address of the service.",
                cause);
    }

    static HttpTrouble silent(Origin origin, IOException cause) {
        return trouble(
                Code.TIMEOUT,
                origin.shown() + " took the connection but did not answer in time.",
                "The service may be stuck, perhaps for want of a connection from its own pool;"
                        + " --timeout gives it longer.",
                cause);
    }

    static HttpTrouble silentHandshake(Origin origin, IOException cause) {
        return trouble(
                Code.TIMEOUT,
                origin.shown()
                        + " took the connection but did not finish the TLS handshake in time.",
                "Check that the port speaks TLS at all (else http://); --timeout gives it longer.",
                cause);
    }

    static HttpTrouble broken(Origin origin, IOException cause) {
        boolean closed = cause instanceof EOFException;
        return trouble(
                Code.CONNECTION_LOST,
                origin.shown()
                        + (closed
                                ? " closed the connection before the answer was complete."
                                : " broke the connection: " + cause.getMessage() + "."),
                "Check the service's log, and whether the port speaks HTTP (or only https).",
                cause);
    }

    static HttpTrouble tls(Origin origin, IOException cause) {
        Optional<Distrust> distrust = Distrust.of(cause);
        if (distrust.isPresent()) {
            return distrusted(origin, distrust.get(), cause);
        }
        String sentence =
                switch (innermost(cause)) {
                    case Throwable e when wantsCertificate(e) ->
                            "it wants a client certificate, or another one";
                    case EOFException _ -> "it closed the connection during the handshake";
                    case Throwable e when speaksPlain(e) -> "the port does not speak TLS";
                    case Throwable e -> String.valueOf(e.getMessage());
                };
        return trouble(
                Code.TLS,
                "No TLS connection to " + origin.shown() + ": " + sentence + ".",
                switch (sentence) {
                    case "the port does not speak TLS" -> "Try http:// instead of https://.";
                    case "it wants a client certificate, or another one" ->
                            "Give one that it accepts with --cert FILE and --key FILE.";
                    default ->
                            "Check the certificate with: openssl s_client -connect "
                                    + origin.shown();
                },
                cause);
    }

    private static HttpTrouble distrusted(Origin origin, Distrust why, IOException cause) {
        String look = "openssl s_client -connect " + origin.shown();
        return trouble(
                Code.TLS,
                "No TLS connection to "
                        + origin.shown()
                        + ": "
                        + why.words()
                        + (why == Distrust.OTHER_HOST
                                ? " than \"" + origin.host().name() + "\""
                                : "")
                        + ".",
                why == Distrust.UNKNOWN_AUTHORITY
                        ? "Give its authority with --cacert FILE; "
                                + look
                                + " shows the certificate."
                        : "Check the certificate with: " + look,
                cause);
    }

    /// What servers say, by the alerts of TLS, where they miss a certificate or do not take ours.
    private static boolean wantsCertificate(Throwable e) {
        String text = String.valueOf(e.getMessage());
        return text.contains("Received fatal alert: ")
                && (text.endsWith("certificate_required")
                        || text.endsWith("bad_certificate")
                        || text.endsWith("certificate_unknown")
                        || text.endsWith("unsupported_certificate")
                        || text.endsWith("unknown_ca"));
    }

    private static boolean speaksPlain(Throwable e) {
        String text = String.valueOf(e.getMessage());
        return text.contains("Unsupported or unrecognized SSL message")
                || text.contains("plaintext connection");
    }

    private static Throwable innermost(Throwable e) {
        return e.getCause() == null ? e : innermost(e.getCause());
    }

    /// A file of the user's that is of no use for TLS.
    static HttpTrouble badPem(BadPem bad) {
        return trouble(Code.TLS, bad.sentence(), bad.nextStep(), bad);
    }

    static HttpTrouble noTls(GeneralSecurityException cause) {
        return trouble(
                Code.TLS,
                "TLS cannot be set up with these certificates: " + cause.getMessage() + ".",
                "Check the files of --cacert, --cert and --key.",
                cause);
    }

    static HttpTrouble notHttp(Origin origin, String line) {
        boolean tls = line.startsWith("\u0015\u0003");
        return trouble(
                tls ? Code.TLS : Code.PROTOCOL,
                tls
                        ? origin.shown() + " speaks TLS and was asked without."
                        : origin.shown()
                                + " does not speak HTTP: it sent \""
                                + quoted(line)
                                + "\".",
                tls
                        ? "Try https:// instead of http://."
                        : "Check the port: another kind of server seems to listen there.",
                null);
    }

    static HttpTrouble tooLarge(Origin origin, String what) {
        return trouble(
                Code.UNREADABLE,
                "The answer of " + origin.shown() + " has " + what + ", which is no health report.",
                "Check that the URL is that of the health endpoint.",
                null);
    }

    static HttpTrouble packing(Origin origin, String coding, @Nullable IOException cause) {
        return trouble(
                Code.UNREADABLE,
                "The answer of "
                        + origin.shown()
                        + " could not be unpacked from \""
                        + quoted(coding)
                        + "\".",
                "Check what stands between here and the service: a proxy may have damaged it.",
                cause);
    }

    static HttpTrouble tooManyRedirects(Origin origin, int limit) {
        return trouble(
                Code.HTTP_STATUS,
                origin.shown() + " redirected more than " + limit + " times.",
                "Follow it with: curl -sIL, and give the URL at which it should end.",
                null);
    }

    static HttpTrouble strangeRedirect(Origin origin, String location, Exception cause) {
        return trouble(
                Code.HTTP_STATUS,
                origin.shown()
                        + " redirects to \""
                        + quoted(withoutSecrets(location))
                        + "\", which cannot be followed.",
                "Give the URL at which it should end.",
                cause);
    }

    static Failure noUrl(IllegalArgumentException cause) {
        return Failure.of(
                Code.UNREACHABLE,
                "The URL names no host that could be asked.",
                "Give a URL such as http://localhost:8000.",
                cause);
    }

    /// A query may carry a token, and what stands before an `@` is a login.
    private static String withoutSecrets(String location) {
        int mark = location.indexOf('?');
        String place = mark < 0 ? location : location.substring(0, mark);
        return place.substring(place.lastIndexOf('@') + 1);
    }

    private static String quoted(String text) {
        String shown = new ServerText(text).shown();
        return shown.length() <= QUOTED ? shown : shown.substring(0, QUOTED) + "…";
    }

    static HttpTrouble trouble(
            Code code, String message, String nextStep, @Nullable Throwable cause) {
        return new HttpTrouble(
                cause == null
                        ? Failure.of(code, message, nextStep)
                        : Failure.of(code, message, nextStep, cause));
    }
}
