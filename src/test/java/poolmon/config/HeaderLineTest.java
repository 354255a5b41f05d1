package poolmon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import poolmon.model.Access;
import poolmon.model.Secret;

class HeaderLineTest {

    @Test
    void readsNameAndValue() {
        assertThat(HeaderLine.parse("X-Api-Key:  a: b ")).isEqualTo(header("X-Api-Key", "a: b"));
        assertThat(HeaderLine.parse("Host:x")).isEqualTo(header("Host", "x"));
    }

    private static Access.Header header(String name, String value) {
        return new Access.Header(name, new Secret(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3cret",
                ":s3cret",
                "X Y: s3cret",
                "X : s3cret",
                "Ä: s3cret",
                "X: s3cret\r\nY: z",
                "X: s3cret\nY: z",
                "X: s3cret\u0000",
                "X: s3cret\u007f",
                "X: s3cret\u0085",
                "X\r\nY: s3cret",
                "Content-Length: s3cret",
                "transfer-encoding: s3cret",
                "Proxy-Authorization: s3cret",
                "Authorization:",
                "Authorization:  "
            })
    void whatIsNoHeaderIsToldWithoutItsValue(String text) {
        assertThatThrownBy(() -> HeaderLine.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("s3cret");
    }
}
