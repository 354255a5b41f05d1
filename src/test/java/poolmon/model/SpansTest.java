package poolmon.model;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

import java.time.Duration;

/// By the ones of `Duration`.
class SpansTest {

    @Property
    void timesAndPartsAreThoseOfDuration(
            @ForAll @LongRange(min = 0, max = Integer.MAX_VALUE) long seconds,
            @ForAll @IntRange(max = 999_999_999) int nanos,
            @ForAll @IntRange(min = 1) int factor) {
        Duration span = Duration.ofSeconds(seconds, nanos);

        assertThat(Spans.times(span, factor)).isEqualTo(span.multipliedBy(factor));
        assertThat(Spans.part(span, factor)).isEqualTo(span.dividedBy(factor));
    }
}
