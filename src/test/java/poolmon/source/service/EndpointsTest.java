package poolmon.source.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.net.URI;

class EndpointsTest {

    @Test
    void aBaseUrlIsAskedAtEachKnownPathInOrder() {
        assertThat(Endpoints.of(URI.create("http://my_host:8000/")))
                .containsExactly(
                        URI.create("http://my_host:8000/api/v1/health/pools"),
                        URI.create("http://my_host:8000/api/v1/health"));
    }

    @Test
    void aFullUrlIsTakenAsItIs() {
        URI url = URI.create("http://h/orders/api/v1/health?token=x");
        assertThat(Endpoints.of(url)).containsExactly(url);
    }

    @Test
    void anyOtherPathIsAskedFirstAndMayBeABase() {
        assertThat(Endpoints.of(URI.create("http://h/orders?k=v")))
                .containsExactly(
                        URI.create("http://h/orders?k=v"),
                        URI.create("http://h/orders/api/v1/health/pools?k=v"),
                        URI.create("http://h/orders/api/v1/health?k=v"));
    }
}
