package poolmon.source.payload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import poolmon.fuzz.Fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Whatever a service answers is understood or refused, by any format that it may be asked for.
class PayloadsFuzzTest {
    private static final List<String> ANSWERS =
            Stream.of("health-pools", "health", "captured", "hostile")
                    .flatMap(Payloads::in)
                    .map(file -> new String(Payloads.bytes(file), StandardCharsets.UTF_8))
                    .filter(text -> text.length() < 1 << 15)
                    .toList();

    @Test
    void anyAnswerIsUnderstoodOrRefused() {
        Fuzz.of(
                        ANSWERS,
                        "{",
                        "}",
                        "[",
                        "]",
                        ":",
                        ",",
                        "\"",
                        "null",
                        "true",
                        "\"pools\":",
                        "\"status\":",
                        "\"pool_size\":",
                        "\"checked_out\":",
                        "\"names\":",
                        "\\u0000",
                        "\n",
                        "# TYPE ",
                        "{a=\"b\"}")
                .feedBytes(
                        bytes -> {
                            assertThat(PayloadReaders.read(bytes, Optional.empty())).isNotNull();
                            for (String format : PayloadReaders.formats()) {
                                assertThat(PayloadReaders.read(bytes, Optional.of(format)))
                                        .isNotNull();
                            }
                        });
    }

    @Test
    void anyTimeIsReadOrNone() {
        Fuzz.of(
                        List.of(
                                "2024-02-15T10:30:00Z",
                                "2024-02-15 10:30:00.123456+02:00",
                                "1708000000"),
                        "-",
                        ":",
                        "T",
                        "Z",
                        "+",
                        ".",
                        "00",
                        "99",
                        "+18:00",
                        "-0000")
                .feed(text -> assertThat(Timestamp.of(text)).isNotNull());
    }
}
