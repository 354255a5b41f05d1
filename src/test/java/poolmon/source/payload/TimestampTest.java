package poolmon.source.payload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;

class TimestampTest {

    @ParameterizedTest
    @CsvSource({
        "2024-02-15T10:30:00Z, 2024-02-15T10:30:00Z",
        "2024-02-15T10:30:00.123456Z, 2024-02-15T10:30:00.123456Z",
        "2024-02-15T10:30:00.1234567891Z, 2024-02-15T10:30:00.123456789Z",
        "2024-02-15T10:30:00, 2024-02-15T10:30:00Z",
        "2024-02-15 10:30:00, 2024-02-15T10:30:00Z",
        "2024-02-15T10:30:00+01:00, 2024-02-15T09:30:00Z",
        "2024-02-15T10:30:00.5-0530, 2024-02-15T16:00:00.5Z",
    })
    void readsWhatServicesWrite(String text, Instant instant) {
        assertThat(Timestamp.of(text)).contains(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "yesterday", "2024-13-15T10:30:00Z", "2024-02-15T10:30:00 CET", "2024"})
    void theRestIsAbsent(String text) {
        assertThat(Timestamp.of(text)).isEmpty();
    }
}
