package poolmon.source.http;

import poolmon.model.Failure;
import poolmon.model.Failure.Code;
import poolmon.source.http.ResponseReader.Response;

import java.util.Locale;

/// What goes wrong on the way through a proxy. Every sentence names the proxy: who reads that
/// something refused a connection looks at the service else.
final class ProxyFailures {
    private static final String AROUND = "or name the host in NO_PROXY to ask it directly.";

    private ProxyFailures() {}

    /// The proxy itself could not be asked.
    static HttpTrouble onTheWay(Origin proxy, Origin origin, HttpTrouble trouble) {
        Failure failure = trouble.failure();
        String message = failure.message().raw();
        String way = "The proxy " + proxy.shown();
        return message.startsWith(way)
                ? trouble
                : of(
                        failure.code(),
                        way + " did not lead to " + origin.shown() + ": " + message,
                        "Check HTTP_PROXY and HTTPS_PROXY, " + AROUND,
                        trouble);
    }

    /// The proxy took the request and would not, or could not, pass it on.
    static HttpTrouble refused(Origin proxy, Origin origin, int status) {
        String who = "The proxy " + proxy.shown();
        return switch (status) {
            case 401, 407 ->
                    of(
                            Code.AUTH,
                            who + " wants a login, or another one (" + status + ").",
                            "Put it into the variable of the proxy,"
                                    + " http://user:password@proxy:3128, "
                                    + AROUND);
            case 403 ->
                    of(
                            Code.FORBIDDEN,
                            who + " does not let us through to " + origin.shown() + " (403).",
                            "Have it allowed by whoever runs the proxy, " + AROUND);
            case 502, 503, 504 ->
                    of(
                            Code.UNREACHABLE,
                            who + " cannot reach " + origin.shown() + " (" + status + ").",
                            "Check host and port as the proxy sees them, " + AROUND);
            default ->
                    of(
                            Code.HTTP_STATUS,
                            who + " answered " + status + " for " + origin.shown() + ".",
                            "Look into the log of the proxy, " + AROUND);
        };
    }

    /// Whether an answer to a request that was passed on may be the proxy's own word. A service
    /// tells of its pools in JSON or text even where it answers 503; a proxy writes a page.
    static boolean isRefusal(Response response) {
        String type = response.header("content-type").toLowerCase(Locale.ROOT);
        return switch (response.status()) {
            case 403, 407 -> true;
            case 502, 504 -> !type.contains("json");
            case 500, 503 -> type.startsWith("text/html");
            default -> false;
        };
    }

    /// An answer that is the proxy's own word, or may be.
    static HttpTrouble passedOn(Origin proxy, Origin origin, int status) {
        if (status == 407) {
            return refused(proxy, origin, status);
        }
        return of(
                status == 403 ? Code.FORBIDDEN : Code.HTTP_STATUS,
                "By way of the proxy "
                        + proxy.shown()
                        + ", "
                        + origin.shown()
                        + " answered "
                        + status
                        + ", which may be the word of either.",
                "Look into the logs of both, " + AROUND);
    }

    private static HttpTrouble of(Code code, String message, String nextStep) {
        return new HttpTrouble(Failure.of(code, message, nextStep));
    }

    private static HttpTrouble of(Code code, String message, String nextStep, Throwable cause) {
        return new HttpTrouble(Failure.of(code, message, nextStep, cause));
    }
}
