package poolmon.source.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.util.Optional;

class EndpointsTest {

    @Test
    void aBaseUrlIsAskedAtEachKnownPathInOrder() {
        assertThat(Endpoints.of(URI.create("http://my_host:8000/"), Optional.empty()))
                .containsExactly(
                        URI.create("http://my_host:8000/api/v1/health/pools"),
                        URI.create("http://my_host:8000/api/v1/health"),
                        URI.create("http://my_host:8000/actuator/prometheus"),
                        URI.create("http://my_host:8000/actuator/metrics"),
                        URI.create("http://my_host:8000/metrics"));
    }

    @Test
    void aFullUrlIsTakenAsItIs() {
        URI url = URI.create("http://h/orders/api/v1/health?token=x");
        assertThat(Endpoints.of(url, Optional.empty())).containsExactly(url);
    }

    @Test
    void anyOtherPathIsAskedFirstAndMayBeABase() {
        assertThat(Endpoints.of(URI.create("http://h/orders?k=v"), Optional.empty()))
                .containsExactly(
                        URI.create("http://h/orders?k=v"),
                        URI.create("http://h/orders/api/v1/health/pools?k=v"),
                        URI.create("http://h/orders/api/v1/health?k=v"),
                        URI.create("http://h/orders/actuator/prometheus?k=v"),
                        URI.create("http://h/orders/actuator/metrics?k=v"),
                        URI.create("http://h/orders/metrics?k=v"));
    }

    @Test
    void aPinnedFormatIsLookedForOnlyWhereItIsFound() {
        assertThat(Endpoints.of(URI.create("http://h"), Optional.of("prometheus")))
                .containsExactly(
                        URI.create("http://h/actuator/prometheus"), URI.create("http://h/metrics"));
        assertThat(Endpoints.of(URI.create("http://h"), Optional.of("go-dbstats"))).hasSize(5);
    }

    @Test
    void oneOfActuatorsMetersIsNoBase() {
        URI url = URI.create("http://h/actuator/metrics/hikaricp.connections.active");
        assertThat(Endpoints.of(url, Optional.empty())).containsExactly(url);
    }
}
