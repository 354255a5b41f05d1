package poolmon.source.service;

import poolmon.model.Answer;
import poolmon.model.Deadline;
import poolmon.model.Failure;
import poolmon.model.Reading.ServiceReading;
import poolmon.model.Source;
import poolmon.model.Target;
import poolmon.source.http.Http;
import poolmon.source.http.TlsContexts;
import poolmon.source.payload.PayloadReaders;
import poolmon.source.service.Attempt.Stopped;
import poolmon.source.service.Attempt.Told;
import poolmon.source.service.Attempt.Useless;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Looks at a running service: asks its endpoints one after the other over one connection until one
/// of them tells of pools, and that one again on fresh connections where more samples are wanted.
public final class ServiceSource implements Source<Target.Service> {
    private final TlsContexts contexts = new TlsContexts();

    /// Made when the first service is to be asked.
    public ServiceSource() {
        PayloadReaders.getReady();
    }

    @Override
    public Answer read(Target.Service target, Deadline deadline) {
        long start = System.nanoTime();
        List<String> tried = new ArrayList<>();
        List<Useless> useless = new ArrayList<>();
        try (Http http = open(target, deadline)) {
            Conversation conversation = new Conversation(http, target.format());
            for (URI url : Endpoints.of(target.url(), target.format())) {
                Attempt attempt = conversation.ask(url);
                tried.add(attempt.shown());
                if (attempt instanceof Told told) {
                    return new Answer.Given(
                            sampled(told.reading(), url, target, deadline, tried),
                            since(start),
                            tried);
                }
                if (attempt instanceof Stopped stopped) {
                    return failed(stopped.failure(), start, tried);
                }
                useless.add((Useless) attempt);
            }
        }
        return failed(ServiceFailures.of(useless, target), start, tried);
    }

    private Http open(Target.Service target, Deadline deadline) {
        return new Http(deadline, target.access(), target.address(), contexts);
    }

    private ServiceReading sampled(
            ServiceReading first,
            URI url,
            Target.Service target,
            Deadline deadline,
            List<String> tried) {
        if (target.samples() == 1) {
            return first;
        }
        Workers workers = new Workers(first);
        for (int i = 1; i < target.samples() && !deadline.isOver(); i++) {
            try (Http http = open(target, deadline)) {
                Attempt attempt = new Conversation(http, target.format()).ask(url);
                tried.add(attempt.shown());
                if (attempt instanceof Told told) {
                    workers.add(told.reading());
                } else {
                    workers.silent(attempt);
                }
            }
        }
        return workers.merged(target.samples());
    }

    private static Answer failed(Failure failure, long start, List<String> tried) {
        return new Answer.Failed(failure, since(start), tried);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
