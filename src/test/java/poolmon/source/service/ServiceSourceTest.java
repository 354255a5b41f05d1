package poolmon.source.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import poolmon.fixture.FakeServer;
import poolmon.fixture.HttpService;
import poolmon.model.Answer;
import poolmon.model.Credentials;
import poolmon.model.Deadline;
import poolmon.model.Failure;
import poolmon.model.Failure.Code;
import poolmon.model.Reading.ServiceReading;
import poolmon.model.Secret;
import poolmon.model.Target;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

class ServiceSourceTest {
    private static final String POOLS = "/api/v1/health/pools";
    private static final String HEALTH = "/api/v1/health";
    private static final String REPORT =
            "{\"pools\":{\"database\":{\"status\":\"healthy\",\"pool_size\":5,\"checked_out\":1}}}";
    private static final String CHECKS =
            "{\"status\":\"healthy\",\"checks\":{\"disk\":{\"status\":\"healthy\"}}}";

    private final HttpService service = new HttpService();

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void aBaseUrlIsEnough() {
        service.at(POOLS, 200, REPORT);
        Answer.Given given = given("");
        assertThat(((ServiceReading) given.reading()).format()).isEqualTo("health-pools");
        assertThat(given.tried())
                .containsExactly("GET " + service.url() + POOLS + ": 200, health-pools");
        assertThat(given.latency()).isPositive();
    }

    @Test
    void whereTheFirstEndpointIsMissingTheNextIsAskedOverTheSameConnection() {
        service.at(HEALTH, 200, CHECKS);
        assertThat(((ServiceReading) given("/").reading()).format()).isEqualTo("health");
        assertThat(service.paths()).containsExactly(POOLS, HEALTH);
        assertThat(service.asked().getFirst().client()).isEqualTo(service.asked().get(1).client());
    }

    @Test
    void aReportIsReadWhateverItsStatusAndWhereverItStands() {
        service.at(POOLS, 503, "{\"detail\":" + REPORT + "}");
        assertThat(given("").reading()).isInstanceOf(ServiceReading.class);
    }

    @Test
    void aUrlWithAPathIsTakenAsItIs() {
        service.at("/internal/pools", 200, REPORT);
        given("/internal/pools");
        assertThat(service.paths()).containsExactly("/internal/pools");
    }

    @Test
    void aServiceBehindAGatewayIsFoundBelowItsPath() {
        service.at("/orders/api/v1/health/pools", 200, REPORT);
        given("/orders/");
    }

    @Test
    void nothingFoundSaysWhatWasTried() {
        Answer.Failed failed = failed("");
        assertThat(failed.failure().code()).isEqualTo(Code.HTTP_STATUS);
        assertThat(failed.failure().message().shown())
                .isEqualTo(
                        service.url()
                                + " answers but has nothing (404) at "
                                + POOLS
                                + ", "
                                + HEALTH
                                + ", /actuator/prometheus, /actuator/metrics, /metrics.");
        assertThat(failed.tried()).hasSize(5);
    }

    @Test
    void anHtmlPageIsNoReport() {
        service.at(
                POOLS,
                200,
                Map.of("Content-Type", "text/html"),
                "<html>Sign in</html>".getBytes(StandardCharsets.UTF_8));
        Failure failure = failed("").failure();
        assertThat(failure.code()).isEqualTo(Code.UNREADABLE);
        assertThat(failure.message().shown()).endsWith("answered 200 with an HTML page.");
        assertThat(failure.nextStep()).contains(POOLS).contains(HEALTH);
    }

    @ParameterizedTest
    @CsvSource({"401, AUTH", "403, FORBIDDEN", "500, HTTP_STATUS", "503, HTTP_STATUS"})
    void statusesWithoutAReportAreToldApart(int status, Code code) {
        service.at(POOLS, status, "{\"detail\":\"no\"}");
        assertThat(failed("").failure().code()).isEqualTo(code);
    }

    @Test
    void credentialsAreSentAndNeverTold() {
        service.at(POOLS, 401, "{}");
        Answer answer =
                read(
                        new Target.Service(
                                URI.create(service.url() + "?token=hunter2"),
                                Optional.of(new Credentials("ann", new Secret("hunter2")))));
        assertThat(service.asked().getFirst().authorization()).startsWith("Basic ");
        assertThat(answer.toString()).contains("does not accept").doesNotContain("hunter2");
    }

    @Test
    void aFailureOfTheConnectionEndsTheSearch() {
        try (FakeServer silent = FakeServer.silent()) {
            Answer answer =
                    new ServiceSource()
                            .read(
                                    target("http://" + silent.address()),
                                    Deadline.in(Duration.ofMillis(200)));
            assertThat(answer).isInstanceOf(Answer.Failed.class);
            assertThat(((Answer.Failed) answer).failure().code()).isEqualTo(Code.TIMEOUT);
            assertThat(answer.tried()).hasSize(1);
        }
    }

    private Answer.Given given(String path) {
        Answer answer = read(target(service.url() + path));
        assertThat(answer).isInstanceOf(Answer.Given.class);
        return (Answer.Given) answer;
    }

    private Answer.Failed failed(String path) {
        Answer answer = read(target(service.url() + path));
        assertThat(answer).isInstanceOf(Answer.Failed.class);
        return (Answer.Failed) answer;
    }

    private static Answer read(Target.Service target) {
        return new ServiceSource().read(target, Deadline.in(Duration.ofSeconds(20)));
    }

    private static Target.Service target(String url) {
        return new Target.Service(URI.create(url), Optional.empty());
    }
}
