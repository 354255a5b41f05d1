package poolmon.producers;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import poolmon.fixture.Cli;
import poolmon.fixture.PostgresServer;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Spring Boot with Actuator as its users have it: a web server, a data source, and nothing set but
/// which endpoints are exposed.
class SpringBootTest {
    private static final Logger TOMCAT = Logger.getLogger("org.apache");

    @BeforeAll
    static void leaveTheLogOfTheOtherTestsAlone() {
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
        TOMCAT.setLevel(Level.WARNING);
    }

    /// An application whose data source Spring Boot makes.
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Shop {}

    /// An application with two data sources of its own.
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Warehouse {
        @Bean
        HikariDataSource orders() {
            return new HikariDataSource(MeasuredPool.settings("orders", 3));
        }

        @Bean
        HikariDataSource billing() {
            return new HikariDataSource(MeasuredPool.settings("billing", 3));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "*, prometheus",
        "'health,prometheus', prometheus",
        "'health,metrics', actuator-metrics",
    })
    void aPoolInUseIsReadAsItsBeanCounts(String exposed, String format) throws SQLException {
        try (ConfigurableApplicationContext shop = start(Shop.class, exposed, 5);
                MeasuredPool pool = pool(shop).checkOut(4)) {
            Counts.await(() -> Counts.at(url(shop)), format, pool);
        }
    }

    @ParameterizedTest
    @CsvSource({"'health,prometheus', prometheus", "'health,metrics', actuator-metrics"})
    void threadsThatWaitAreReadAsTheBeanCountsThem(String exposed, String format)
            throws SQLException {
        try (ConfigurableApplicationContext shop = start(Shop.class, exposed, 2);
                MeasuredPool pool = pool(shop).checkOut(2).letWait(3)) {
            Counts.await(() -> Counts.at(url(shop)), format, pool);
        }
    }

    @ParameterizedTest
    @CsvSource({"'health,prometheus', prometheus", "'health,metrics', actuator-metrics"})
    void twoDataSourcesAreToldApart(String exposed, String format) throws SQLException {
        try (ConfigurableApplicationContext warehouse = start(Warehouse.class, exposed, 5);
                MeasuredPool orders = pool(warehouse, "orders").checkOut(2);
                MeasuredPool billing = pool(warehouse, "billing").checkOut(1)) {
            Counts.await(() -> Counts.at(url(warehouse)), format, orders, billing);
        }
    }

    @Test
    void anApplicationThatExposesOnlyItsHealthIsAnErrorAndNotHealthy() {
        try (ConfigurableApplicationContext shop = start(Shop.class, "health", 2)) {
            Cli.Result result = Cli.BARE.run("pools", "--url", url(shop));
            assertThat(result.exit()).isEqualTo(3);
            assertThat(result.out() + result.err()).contains("/actuator/prometheus");
        }
    }

    private static ConfigurableApplicationContext start(
            Class<?> application, String exposed, int most) {
        Map<String, Object> settings =
                Map.of(
                        "server.port",
                        0,
                        "server.address",
                        "127.0.0.1",
                        "management.endpoints.web.exposure.include",
                        exposed,
                        "spring.datasource.url",
                        PostgresServer.shared().jdbcUrl(),
                        "spring.datasource.hikari.maximum-pool-size",
                        most,
                        "spring.main.banner-mode",
                        "off");
        List<String> arguments = new ArrayList<>();
        settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        return new SpringApplicationBuilder(application)
                .web(WebApplicationType.SERVLET)
                .run(arguments.toArray(String[]::new));
    }

    private static MeasuredPool pool(ConfigurableApplicationContext application) {
        return new MeasuredPool(application.getBean(HikariDataSource.class));
    }

    private static MeasuredPool pool(ConfigurableApplicationContext application, String name) {
        return new MeasuredPool(application.getBean(name, HikariDataSource.class));
    }

    private static String url(ConfigurableApplicationContext application) {
        return "http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port");
    }
}
