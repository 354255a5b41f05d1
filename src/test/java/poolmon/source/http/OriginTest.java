package poolmon.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;

class OriginTest {

    @ParameterizedTest
    @CsvSource({
        "http://Host/x, host:80, host",
        "https://host, host:443, host",
        "http://my_service:8000, my_service:8000, my_service:8000",
        "http://[::1]:8000/x, [::1]:8000, [::1]:8000",
        "https://[::1]/x, [::1]:443, [::1]",
    })
    void namesWhomAUrlAsks(String url, String shown, String header) {
        Origin origin = Origin.of(URI.create(url));
        assertThat(origin.shown()).isEqualTo(shown);
        assertThat(origin.header()).isEqualTo(header);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gopher://x", "/path", "http:/x", "http://my_host:99999"})
    void theRestHasNone(String url) {
        assertThatThrownBy(() -> Origin.of(URI.create(url)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
