package poolmon.source.service;

import poolmon.model.Reading.ServiceReading;
import poolmon.model.ServerText;
import poolmon.source.http.Http;
import poolmon.source.http.HttpAnswer;
import poolmon.source.http.HttpFailed;
import poolmon.source.http.HttpResult;
import poolmon.source.payload.PayloadReaders;
import poolmon.source.payload.PayloadReaders.MeterIndex;
import poolmon.source.payload.PayloadReaders.NotUnderstood;
import poolmon.source.payload.PayloadReaders.OneMeter;
import poolmon.source.payload.PayloadReaders.Outcome;
import poolmon.source.payload.PayloadReaders.Understood;
import poolmon.source.service.Attempt.Stopped;
import poolmon.source.service.Attempt.Told;
import poolmon.source.service.Attempt.Useless;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Asks a service at one URL and makes sense of what it says. The body decides and not the status,
/// for services answer 200 though critical and 503 with a perfectly good report.
///
/// @param format the only format to understand it by
record Conversation(Http http, Optional<String> format) {

    Attempt ask(URI url) {
        String asked = "GET " + new ServerText(Endpoints.shown(url)).shown() + ": ";
        HttpResult result = http.get(url);
        if (result instanceof HttpFailed failed) {
            return new Stopped(asked + failed.failure().message(), failed.failure());
        }
        HttpAnswer answer = (HttpAnswer) result;
        String status = asked + answer.status() + redirected(url, answer);
        Outcome outcome = PayloadReaders.read(answer.body(), format);
        if (outcome instanceof Understood understood) {
            return told(status, understood.reading());
        }
        if (outcome instanceof NotUnderstood not) {
            String came = new ServerText(not.came()).shown();
            return new Useless(status + ", " + came, url, answer.status(), came);
        }
        if (outcome instanceof MeterIndex index) {
            return meters(status, url, index.meters());
        }
        return oneMeter(status, url, (OneMeter) outcome);
    }

    private static Attempt told(String status, ServiceReading reading) {
        return new Told(status + ", " + reading.format(), reading);
    }

    private Attempt meters(String status, URI index, List<String> meters) {
        ActuatorMeters.Gathered gathered = new ActuatorMeters(http, index, format).gather(meters);
        if (gathered.failed().isPresent()) {
            return new Stopped(
                    status + ", then: " + gathered.failed().get().failure().message(),
                    gathered.failed().get().failure());
        }
        Outcome outcome = PayloadReaders.ofMeters(gathered.samples());
        return outcome instanceof Understood understood && !understood.reading().pools().isEmpty()
                ? told(
                        status + " and " + meters.size() + " meters",
                        whole(understood.reading(), gathered.unasked()))
                : new Useless(
                        status + ", but its meters of pools cannot be read",
                        index,
                        200,
                        "a list of meters, of which those of pools cannot be read");
    }

    private static ServiceReading whole(ServiceReading reading, long unasked) {
        return unasked > 0
                ? reading.withUnreadable(
                        new ServerText(unasked + " more pools, which would be a request each"))
                : reading;
    }

    /// The full URL of a meter was given: the others stand beside it.
    private Attempt oneMeter(String status, URI url, OneMeter one) {
        String came = "the single meter " + new ServerText(one.meter().name()).shown();
        Useless alone = new Useless(status + ", " + came, url, 200, came);
        String path = url.getRawPath();
        String index = path.substring(0, Math.max(0, path.lastIndexOf('/')));
        if (!index.endsWith("/metrics")) {
            return alone;
        }
        Attempt attempt = ask(URI.create(Endpoints.shown(Endpoints.withPath(url, index))));
        return attempt instanceof Useless ? alone : attempt;
    }

    private static String redirected(URI url, HttpAnswer answer) {
        return answer.uri().equals(url)
                ? ""
                : " from " + new ServerText(Endpoints.shown(answer.uri())).shown();
    }
}
