package poolmon.columns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;

class ShowTest {

    @ParameterizedTest
    @CsvSource({"PT0.0004S,<1 ms", "PT0.0091S,9 ms", "PT0.9994S,999 ms", "PT5S,5.0 s"})
    void showsLatencies(Duration latency, String shown) {
        assertThat(Show.latency(latency)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T11:03:19.693Z,2026-11-23T11:03:19.693Z",
        "2024-02-29T00:00:00Z,2024-02-29T00:00:00.000Z",
        "1969-12-31T23:59:59.9999Z,1969-12-31T23:59:59.999Z"
    })
    void showsTimesInUtcWithMilliseconds(Instant time, String shown) {
        assertThat(Show.time(time)).isEqualTo(shown);
    }
}
