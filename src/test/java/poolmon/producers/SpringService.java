package poolmon.producers;

import com.zaxxer.hikari.HikariDataSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;

/// A Spring Boot application with Actuator and a data source, as Spring Initializr makes it: nobody
/// has prepared it for poolmon.
final class SpringService implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final DrivenPool pool;

    /// The whole application.
    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {}

    /// @param exposed the setting `management.endpoints.web.exposure.include`
    SpringService(String exposed, int most) {
        Map<String, Object> settings =
                Map.of(
                        "server.port",
                        "0",
                        "server.address",
                        "127.0.0.1",
                        "spring.main.banner-mode",
                        "off",
                        "management.endpoints.web.exposure.include",
                        exposed,
                        "management.prometheus.metrics.export.enabled",
                        "true",
                        "spring.datasource.url",
                        DrivenPool.jdbcUrl(),
                        "spring.datasource.hikari.maximum-pool-size",
                        most,
                        "spring.datasource.hikari.connection-timeout",
                        60_000);
        context =
                new SpringApplicationBuilder(Application.class)
                        .web(WebApplicationType.SERVLET)
                        .registerShutdownHook(false)
                        .properties(settings)
                        .run();
        HikariDataSource source = context.getBean(HikariDataSource.class);
        try {
            source.getConnection().close(); // Spring opens the pool with its first connection
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        pool = new DrivenPool(source);
    }

    String url() {
        String port = context.getEnvironment().getProperty("local.server.port");
        return "http://127.0.0.1:" + Objects.requireNonNull(port);
    }

    DrivenPool pool() {
        return pool;
    }

    @Override
    public void close() throws SQLException {
        pool.close();
        context.close();
    }
}
