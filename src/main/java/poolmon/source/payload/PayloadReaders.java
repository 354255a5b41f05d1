package poolmon.source.payload;

import poolmon.model.Reading.ServiceReading;

import java.util.List;

/// All formats, in order of precedence: the first that recognises a body reads it.
public final class PayloadReaders {
    private static final List<PayloadReader> ALL = List.of(new HealthPools(), new HealthChecks());

    private PayloadReaders() {}

    /// What came of reading a body.
    public sealed interface Outcome {}

    /// The body was understood.
    public record Understood(ServiceReading reading) implements Outcome {}

    /// No format recognised the body, or it tells of nothing.
    ///
    /// @param came what the body is instead, in words that fit after "it sent", for example `an
    ///     HTML page`
    public record NotUnderstood(String came) implements Outcome {}

    /// Reads a body. Never throws, whatever the bytes are.
    public static Outcome read(byte[] body) {
        Payload payload = Payload.of(body);
        for (PayloadReader reader : ALL) {
            if (reader.recognises(payload)) {
                ServiceReading reading = reader.read(payload);
                return reading.pools().isEmpty() && reading.checks().isEmpty()
                        ? new NotUnderstood("a health report without a single pool")
                        : new Understood(reading);
            }
        }
        return new NotUnderstood(payload.description());
    }
}
