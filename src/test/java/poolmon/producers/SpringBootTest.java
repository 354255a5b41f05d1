package poolmon.producers;

import org.junit.jupiter.api.Test;

/// Spring Boot with Actuator, found by its base URL alone.
final class SpringBootTest {
    /// The exposure that people configure who have no Prometheus.
    @Test
    void isReadByActuatorsOwnMeters() throws Exception {
        try (SpringService service = new SpringService("health,metrics", 4)) {
            service.pool().drive(4, 2);
            Compared read = Compared.read(service.url()).by("actuator-metrics");
            String name = read.only();
            read.same(name, service.pool().bean(), 4).status(name, "critical");
        }
    }

    @Test
    void isReadByItsPrometheusEndpoint() throws Exception {
        try (SpringService service = new SpringService("*", 5)) {
            service.pool().drive(2, 0);
            Compared read = Compared.read(service.url()).by("prometheus");
            String name = read.only();
            read.same(name, service.pool().bean(), 5).status(name, "healthy");
        }
    }
}
