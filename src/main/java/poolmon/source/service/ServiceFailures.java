package poolmon.source.service;

import poolmon.model.Failure;
import poolmon.model.Failure.Code;
import poolmon.model.Target;
import poolmon.source.metrics.Origins;
import poolmon.source.service.Attempt.Useless;

import java.net.URI;
import java.util.List;

/// Why a service that answers told of no pools: one sentence and the next step.
final class ServiceFailures {
    private ServiceFailures() {}

    /// The most telling of all useless answers: one that wants to know who asks, then one that sent
    /// something at all, then that there is nothing anywhere.
    static Failure of(List<Useless> answers, Target.Service target) {
        for (Useless answer : answers) {
            if (answer.status() == 401) {
                return unauthorised(answer, target);
            }
        }
        for (Useless answer : answers) {
            if (answer.status() == 403) {
                return forbidden(answer);
            }
        }
        for (Useless answer : answers) {
            if (!answer.isMissing()) {
                return unreadable(answer);
            }
        }
        return missing(answers);
    }

    private static Failure unauthorised(Useless answer, Target.Service target) {
        boolean tried = target.access().hasCredentials();
        return Failure.of(
                Code.AUTH,
                Endpoints.shown(answer.url())
                        + (tried
                                ? " does not accept the credentials (401)."
                                : " wants credentials (401)."),
                tried
                        ? "Check --user and its password, --bearer-token-file, --header or --cert,"
                                + " or the login in the URL."
                        : "Give --user NAME, --bearer-token-file FILE, --header 'Name: value' or"
                                + " --cert FILE, or a login in the URL:"
                                + " http://user:password@host.");
    }

    private static Failure forbidden(Useless answer) {
        return Failure.of(
                Code.FORBIDDEN,
                Endpoints.shown(answer.url()) + " is forbidden (403).",
                "Ask for the right to read this endpoint, ask from inside its network, or ask as"
                        + " somebody else: --user, --bearer-token-file, --header, --cert.");
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
                        ? "Give the full URL of the endpoint that tells of the pools; " + known()
                        : "Look into the service's log for the reason of this status.");
    }

    private static String known() {
        return "poolmon looks at "
                + String.join(", ", Endpoints.paths())
                + ", and knows metrics such as "
                + String.join(", ", Origins.telltales())
                + ".";
    }

    private static Failure missing(List<Useless> answers) {
        StringBuilder paths = new StringBuilder();
        for (Useless answer : answers) {
            paths.append(paths.isEmpty() ? "" : ", ").append(answer.url().getRawPath());
        }
        URI first = answers.getFirst().url();
        return Failure.of(
                Code.HTTP_STATUS,
                first.getScheme()
                        + "://"
                        + first.getRawAuthority()
                        + " answers but has nothing (404) at "
                        + paths
                        + ".",
                "Give the full URL of the endpoint that tells of the pools.");
    }
}
