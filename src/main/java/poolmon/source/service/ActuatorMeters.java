package poolmon.source.service;

import poolmon.source.exposition.Sample;
import poolmon.source.http.Http;
import poolmon.source.http.HttpAnswer;
import poolmon.source.http.HttpFailed;
import poolmon.source.http.HttpResult;
import poolmon.source.payload.Meter;
import poolmon.source.payload.PayloadReaders;
import poolmon.source.payload.PayloadReaders.OneMeter;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks Actuator for its meters one by one, and for each pool where there are several: a meter
/// without a tag is the sum over all pools.
final class ActuatorMeters {
    /// The tags by which Spring Boot tells pools apart.
    private static final List<String> POOL_TAGS = List.of("pool", "name");

    /// More pools than any service has; each is a request for each meter.
    private static final int MOST_POOLS = 50;

    private final Http http;
    private final URI index;
    private final Optional<String> format;
    private final List<Sample> samples = new ArrayList<>();
    private Optional<HttpFailed> failed = Optional.empty();
    private long unasked;

    /// @param index the URL that lists the meters
    ActuatorMeters(Http http, URI index, Optional<String> format) {
        this.http = http;
        this.index = index;
        this.format = format;
    }

    /// What was gathered.
    ///
    /// @param failed why the service stopped to answer, if it did
    /// @param unasked pools that were not asked for, since there are too many
    record Gathered(List<Sample> samples, Optional<HttpFailed> failed, long unasked) {}

    /// Asks for all of the meters.
    Gathered gather(List<String> meters) {
        for (String name : meters) {
            ask(name, "").ifPresent(this::add);
            if (failed.isPresent()) {
                break;
            }
        }
        return new Gathered(samples, failed, unasked);
    }

    private void add(Meter meter) {
        for (String tag : POOL_TAGS) {
            List<String> values = meter.tags().getOrDefault(tag, List.of());
            if (values.size() == 1) {
                samples.add(
                        new Sample(meter.name(), Map.of(tag, values.getFirst()), meter.value()));
                return;
            }
            if (!values.isEmpty()) {
                unasked = Math.max(unasked, values.size() - MOST_POOLS);
                values.stream().limit(MOST_POOLS).forEach(value -> add(meter.name(), tag, value));
                return;
            }
        }
        samples.add(new Sample(meter.name(), Map.of(), meter.value()));
    }

    private void add(String name, String tag, String value) {
        if (failed.isEmpty()) {
            ask(name, tag + ":" + value)
                    .ifPresent(
                            meter ->
                                    samples.add(
                                            new Sample(name, Map.of(tag, value), meter.value())));
        }
    }

    /// @param tag `name:value`, or empty
    private Optional<Meter> ask(String meter, String tag) {
        HttpResult result = http.get(url(meter, tag));
        if (result instanceof HttpFailed failure) {
            failed = Optional.of(failure);
            return Optional.empty();
        }
        return PayloadReaders.read(((HttpAnswer) result).body(), format) instanceof OneMeter one
                ? Optional.of(one.meter())
                : Optional.empty();
    }

    private URI url(String meter, String tag) {
        String path = index.getRawPath();
        URI url =
                Endpoints.withPath(
                        index, (path.endsWith("/") ? path : path + "/") + escaped(meter));
        if (tag.isEmpty()) {
            return url;
        }
        return URI.create(url + (url.getRawQuery() == null ? "?" : "&") + "tag=" + escaped(tag));
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
