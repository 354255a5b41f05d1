package poolmon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import picocli.CommandLine.TypeConversionException;

import java.time.Duration;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "30s, PT30S",
        "5m, PT5M",
        "1h30m, PT1H30M",
        "1.5s, PT1.5S",
        "2d, PT48H",
        "PT1H30M, PT1H30M",
        "0s, PT0S"
    })
    void durationsAreReadAsPeopleWriteThem(String text, Duration duration) {
        assertThat(Durations.read(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "5", "s", "-5s", "5 s", "1,5s", "5x", "PT-5S", "9999999999999d", "..s"})
    void anythingElseIsRefusedWithAnExample(String text) {
        assertThatThrownBy(() -> Durations.read(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("500ms, 30s, 5m or 1h30m");
    }

    @Property
    void whateverIsTypedItIsADurationOrARefusal(@ForAll String text) {
        try {
            assertThat(Durations.read(text)).isGreaterThanOrEqualTo(Duration.ZERO);
        } catch (TypeConversionException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
