package poolmon.source.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import poolmon.model.Pool;
import poolmon.model.Pool.DatabasePool;
import poolmon.source.payload.PayloadReaders.NotUnderstood;
import poolmon.source.payload.PayloadReaders.Understood;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Whatever comes, nothing is thrown, and no pool that is full reads as one that is not.
class PayloadReadersProperties {
    private static final String FULL =
            "{\"timestamp\":\"2024-02-15T10:30:00Z\",\"pools\":{\"database\":{\"status\":\"healthy\","
                + "\"pool_size\":5,\"checked_out\":5,\"checked_in\":0,\"overflow\":0,"
                + "\"total_capacity\":5,\"utilization_percent\":100.0}}}";

    @Property
    void anyBytesAreReadOrRefused(@ForAll byte[] bytes) {
        assertThat(PayloadReaders.read(bytes, Optional.empty())).isNotNull();
    }

    @Property
    void aPartOfAnAnswerIsNoAnswer(@ForAll @IntRange(min = 0, max = 210) int length) {
        byte[] whole = FULL.getBytes(StandardCharsets.UTF_8);
        byte[] part = Arrays.copyOf(whole, Math.min(length, whole.length - 1));
        assertThat(PayloadReaders.read(part, Optional.empty())).isInstanceOf(NotUnderstood.class);
    }

    @Property
    void anyDamageIsReadOrRefused(
            @ForAll @IntRange(min = 0, max = 210) int at, @ForAll byte[] damage) {
        byte[] bytes = FULL.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < damage.length && at + i < bytes.length; i++) {
            bytes[at + i] = damage[i];
        }
        assertThat(PayloadReaders.read(bytes, Optional.empty())).isNotNull();
    }

    @Property
    void aCountThatIsNoNumberNeverPassesForHealthy(
            @ForAll("decisive") String field, @ForAll("nonsense") String value) {
        String json = FULL.replaceFirst("\"" + field + "\":-?[0-9]+", "\"" + field + "\":" + value);
        switch (read(json)) {
            case NotUnderstood _ -> {}
            case PayloadReaders.MeterIndex _, PayloadReaders.OneMeter _ ->
                    fail("no list of meters");
            case Understood understood -> {
                Pool pool = understood.reading().pools().getFirst();
                assertThat(pool).isInstanceOf(DatabasePool.class);
                assertThat(((DatabasePool) pool).error()).as(json).isPresent();
            }
        }
    }

    private static PayloadReaders.Outcome read(String text) {
        return PayloadReaders.read(text.getBytes(StandardCharsets.UTF_8), Optional.empty());
    }

    @Provide
    Arbitrary<String> decisive() {
        return Arbitraries.of("pool_size", "checked_out", "overflow");
    }

    @Provide
    Arbitrary<String> nonsense() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "NaN",
                        "-Infinity",
                        "true",
                        "[]",
                        "{}",
                        "\"\"",
                        "\" \"",
                        "1e99",
                        "-1e99",
                        "0.5",
                        "99999999999999999999",
                        "\"0x5\"",
                        "\"5 of 9\"",
                        "{\"a\":5}"),
                Arbitraries.strings().alpha().map(text -> "\"" + text + "\""));
    }
}
