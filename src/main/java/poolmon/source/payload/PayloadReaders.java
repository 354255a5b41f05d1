package poolmon.source.payload;

import poolmon.model.Reading.ServiceReading;
import poolmon.source.exposition.Sample;
import poolmon.source.json.JsonTree;

import java.util.List;
import java.util.Optional;

/// All formats, in order of precedence: the first that knows a body reads it.
public final class PayloadReaders {
    private static final List<PayloadReader> ALL =
            List.of(
                    new HealthPools(),
                    new HealthChecks(),
                    new SpringMeters(),
                    new PrometheusText(),
                    new PoolObjects(new GoDbStats()),
                    new PoolObjects(new PsycopgPool()),
                    new PoolObjects(new RailsStat()),
                    new PoolObjects(new HikariBean()));

    private PayloadReaders() {}

    /// What came of reading a body.
    public sealed interface Outcome {}

    /// The body was understood.
    public record Understood(ServiceReading reading) implements Outcome {}

    /// The body only says which meters there are; each has to be asked for.
    ///
    /// @param meters those that tell of pools, by the names that they are asked for
    public record MeterIndex(List<String> meters) implements Outcome {
        public MeterIndex {
            meters = List.copyOf(meters);
        }
    }

    /// The body is that of a single meter.
    public record OneMeter(Meter meter) implements Outcome {}

    /// No format knows the body, or it tells of nothing.
    ///
    /// @param came what the body is instead, in words that fit after "it sent", for example `an
    ///     HTML page`
    public record NotUnderstood(String came) implements Outcome {}

    /// The names of all formats.
    public static List<String> formats() {
        return ALL.stream().map(PayloadReader::format).toList();
    }

    /// Gets ready what reading takes, while the body is on its way.
    public static void getReady() {
        JsonTree.getReady();
    }

    /// Reads a body. Never throws, whatever the bytes are.
    ///
    /// @param format the only format to read it by; absent: whichever knows it
    public static Outcome read(byte[] body, Optional<String> format) {
        Payload payload = Payload.of(body);
        for (PayloadReader reader : ALL) {
            if (format.isEmpty() || format.get().equals(reader.format())) {
                Optional<Outcome> outcome = reader.read(payload);
                if (outcome.isPresent()) {
                    return outcome.get();
                }
            }
        }
        return new NotUnderstood(payload.description());
    }

    /// What a health report comes to: one without a single pool or check tells of nothing.
    static Outcome outcome(ServiceReading reading) {
        return reading.pools().isEmpty() && reading.checks().isEmpty()
                ? new NotUnderstood("a health report without a single pool")
                : new Understood(reading);
    }

    /// The reading that meters asked for one by one come to.
    public static Outcome ofMeters(List<Sample> meters) {
        return SpringMeters.reading(meters);
    }
}
