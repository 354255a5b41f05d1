package poolmon.source.service;

import poolmon.model.Answer;
import poolmon.model.Deadline;
import poolmon.model.Failure;
import poolmon.model.Failure.Code;
import poolmon.model.ServerText;
import poolmon.model.Source;
import poolmon.model.Target;
import poolmon.source.http.Http;
import poolmon.source.http.HttpAnswer;
import poolmon.source.http.HttpFailed;
import poolmon.source.http.HttpResult;
import poolmon.source.http.TlsContexts;
import poolmon.source.payload.PayloadReaders;
import poolmon.source.payload.PayloadReaders.NotUnderstood;
import poolmon.source.payload.PayloadReaders.Understood;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks at a running service: asks its endpoints one after the other until one of them tells of
/// pools. The body decides and not the status, for services answer 200 though critical and 503 with
/// a perfectly good report.
public final class ServiceSource implements Source<Target.Service> {
    private final TlsContexts contexts = new TlsContexts();

    @Override
    public Answer read(Target.Service target, Deadline deadline) {
        long start = System.nanoTime();
        List<String> tried = new ArrayList<>();
        List<Attempt> attempts = new ArrayList<>();
        try (Http http = new Http(deadline, target.access(), target.address(), contexts)) {
            for (URI url : Endpoints.of(target.url())) {
                Attempt attempt = attempt(http, url, target);
                tried.add(attempt.shown());
                if (attempt instanceof Told told) {
                    return new Answer.Given(told.outcome().reading(), since(start), tried);
                }
                if (attempt instanceof Stopped stopped) {
                    return new Answer.Failed(stopped.failure(), since(start), tried);
                }
                attempts.add(attempt);
            }
        }
        return new Answer.Failed(nothing(attempts), since(start), tried);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /// What came of asking one URL.
    private sealed interface Attempt {
        /// For `-v`.
        String shown();
    }

    /// It told of pools.
    private record Told(String shown, Understood outcome) implements Attempt {}

    /// It failed in a way that another path of the same service will not mend.
    private record Stopped(String shown, Failure failure) implements Attempt {}

    /// It answered, but with nothing of use.
    ///
    /// @param came what it sent, as [NotUnderstood] words it
    private record Useless(String shown, URI url, int status, String came) implements Attempt {
        boolean isMissing() {
            return status == 404 || status == 405 || status == 410;
        }
    }

    private static Attempt attempt(Http http, URI url, Target.Service target) {
        String asked = "GET " + new ServerText(Endpoints.shown(url)).shown() + ": ";
        HttpResult result = http.get(url);
        if (result instanceof HttpFailed failed) {
            return new Stopped(asked + failed.failure().message(), failed.failure());
        }
        HttpAnswer answer = (HttpAnswer) result;
        return switch (answer.status()) {
            case 401 -> new Stopped(asked + 401, unauthorised(url, target));
            case 403 -> new Stopped(asked + 403, forbidden(url));
            default -> understood(asked, url, answer);
        };
    }

    private static Attempt understood(String asked, URI url, HttpAnswer answer) {
        String status = asked + answer.status() + redirected(url, answer);
        PayloadReaders.Outcome outcome = PayloadReaders.read(answer.body());
        if (outcome instanceof Understood known) {
            return new Told(status + ", " + known.reading().format(), known);
        }
        String came = ((NotUnderstood) outcome).came();
        return new Useless(
                status + ", " + new ServerText(came).shown(), url, answer.status(), came);
    }

    private static String redirected(URI url, HttpAnswer answer) {
        return answer.uri().equals(url)
                ? ""
                : " from " + new ServerText(Endpoints.shown(answer.uri())).shown();
    }

    private static Failure unauthorised(URI url, Target.Service target) {
        return Failure.of(
                Code.AUTH,
                Endpoints.shown(url)
                        + (target.access().hasCredentials()
                                ? " does not accept the credentials (401)."
                                : " wants credentials (401)."),
                target.access().hasCredentials()
                        ? "Check --user and its password, --bearer-token-file, --header or --cert,"
                                + " or the login in the URL."
                        : "Give --user NAME, --bearer-token-file FILE, --header 'Name: value' or"
                                + " --cert FILE, or a login in the URL:"
                                + " http://user:password@host.");
    }

    private static Failure forbidden(URI url) {
        return Failure.of(
                Code.FORBIDDEN,
                Endpoints.shown(url) + " is forbidden (403).",
                "Ask for the right to read this endpoint, ask from inside its network, or ask as"
                        + " somebody else: --user, --bearer-token-file, --header, --cert.");
    }

    /// Nothing was recognised: tells what came back, the most telling first, and where poolmon
    /// looks.
    private static Failure nothing(List<Attempt> attempts) {
        List<Useless> useless = new ArrayList<>();
        attempts.forEach(
                attempt -> {
                    if (attempt instanceof Useless one) {
                        useless.add(one);
                    }
                });
        Optional<Useless> telling = useless.stream().filter(one -> !one.isMissing()).findFirst();
        return telling.map(ServiceSource::unreadable).orElseGet(() -> missing(useless));
    }

    private static Failure unreadable(Useless answer) {
        boolean fine = answer.status() < 400;
        return Failure.of(
                fine ? Code.UNREADABLE : Code.HTTP_STATUS,
                Endpoints.shown(answer.url())
                        + " answered "
                        + answer.status()
                        + " with "
                        + answer.came()
                        + ".",
                fine
                        ? "Give the full URL of the endpoint that tells of the pools; poolmon looks"
                                + " for "
                                + String.join(" and ", Endpoints.PATHS)
                                + "."
                        : "Look into the service's log for the reason of this status.");
    }

    private static Failure missing(List<Useless> answers) {
        StringBuilder urls = new StringBuilder();
        for (Useless answer : answers) {
            urls.append(urls.isEmpty() ? "" : ", ").append(Endpoints.shown(answer.url()));
        }
        return Failure.of(
                Code.HTTP_STATUS,
                "The service answers but has nothing at " + urls + " (404).",
                "Give the full URL of the endpoint that tells of the pools.");
    }
}
