package poolmon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import poolmon.model.Host;
import poolmon.model.Secret;
import poolmon.model.Target;

import java.util.Map;
import java.util.Optional;

class RedisUrlTest {

    @ParameterizedTest
    @CsvSource({
        "localhost, redis://localhost:6379/0",
        "redis://cache:6380/3, redis://cache:6380/3",
        "redis://cache/?db=4, redis://cache:6379/4",
        "rediss://cache, rediss://cache:6379/0",
        "redis://:pw@cache, redis://:***@cache:6379/0",
        "redis://ann:pw@[::1]:7000/1, redis://ann:***@[::1]:7000/1",
        "redis://passw0rd@cache, redis://***@cache:6379/0",
    })
    void takesWhatPeopleWrite(String text, String shown) {
        assertThat(RedisUrl.parse(text, environment(Map.of()))).hasToString(shown);
    }

    @Test
    void takesPasswordsThatWereEncodedAndThoseThatWereNot() {
        assertThat(password("redis://:p%40s%2Fs@h")).isEqualTo("p@s/s");
        assertThat(password("redis://:p#s/s?%zz@h:6379/0")).isEqualTo("p#s/s?%zz");
    }

    @Test
    void aSocketMayHaveAPasswordWithAQuestionMark() {
        Target found = RedisUrl.target("unix://:p?w@/run/redis.sock?db=3", environment(Map.of()));
        assertThat(found).hasToString("unix://:***@/run/redis.sock?db=3");
    }

    private static String password(String url) {
        Target.Redis redis = RedisUrl.parse(url, environment(Map.of()));
        assertThat(redis.host().name()).isEqualTo("h");
        return redis.password().map(Secret::value).orElse("");
    }

    @Test
    void takesAMissingPasswordFromTheEnvironment() {
        Environment environment = environment(Map.of("REDIS_PASSWORD", "pw"));
        assertThat(RedisUrl.parse("redis://h", environment).password()).contains(new Secret("pw"));
        assertThat(RedisUrl.parse("redis://:own@h", environment).password())
                .contains(new Secret("own"));
    }

    @Test
    void readsTheEnvironmentOfTheService() {
        assertThat(RedisUrl.fromEnvironment(environment(Map.of()))).isEmpty();
        assertThat(shown(Map.of("REDIS_URL", "redis://a/2", "REDIS_HOST", "b")))
                .isEqualTo("redis://a:6379/2");
        assertThat(
                        shown(
                                Map.of(
                                        "REDIS_HOST", "b",
                                        "REDIS_PORT", "6380",
                                        "REDIS_DB", "5",
                                        "REDIS_PASSWORD", "pw")))
                .isEqualTo("redis://:***@b:6380/5");
    }

    @Test
    void readsThePortThatKubernetesSets() {
        assertThat(shown(Map.of("REDIS_HOST", "b", "REDIS_PORT", "tcp://10.0.0.7:6381")))
                .isEqualTo("redis://b:6381/0");
    }

    private static String shown(Map<String, String> variables) {
        return RedisUrl.fromEnvironment(environment(variables)).orElseThrow().shown();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://h",
                "unix:///run/redis.sock",
                "redis://",
                "redis://u:hunter2@",
                "redis://u:hunter2@h:0",
                "redis://u:hunter2@h/first",
                "redis://h:hunter2"
            })
    void rejectsTheRestWithOneSentenceThatHoldsNoSecret(String text) {
        assertThatThrownBy(() -> RedisUrl.parse(text, environment(Map.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give one such as redis://localhost:6379/0")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void namesTheVariableThatIsWrong() {
        assertThatThrownBy(() -> shown(Map.of("REDIS_HOST", "h", "REDIS_PORT", "many")))
                .hasMessageStartingWith("REDIS_PORT: ");
    }

    private static Environment environment(Map<String, String> variables) {
        return new Environment(variables, Optional.empty());
    }

    @Test
    void sentinelsAreNamedWithTheMasterThatTheyWatch() {
        Target.Sentinel group =
                (Target.Sentinel)
                        RedisUrl.target(
                                "rediss+sentinel://app:pw@h1,h2:5000,[::1]/orders/3",
                                environment(Map.of()));

        assertThat(group.master()).isEqualTo("orders");
        assertThat(group.sentinels()).hasSize(3).allMatch(Target.Redis::isTls);
        assertThat(group.sentinels().getFirst().host()).isEqualTo(new Host("h1", 26379));
        assertThat(group.sentinels().get(1).host()).isEqualTo(new Host("h2", 5000));
        assertThat(group.sentinels().getFirst().database()).isEqualTo(3);
        assertThat(group.shown())
                .isEqualTo("rediss+sentinel://app:***@h1:26379,h2:5000,[::1]:26379/orders/3");
        assertThatThrownBy(() -> RedisUrl.target("redis+sentinel://:pw@h1", environment(Map.of())))
                .hasMessageContaining("name of the master is missing")
                .hasMessageNotContaining("pw");
    }

    @Test
    void aSocketIsNamedByItsPath() {
        Target.Redis server =
                (Target.Redis)
                        RedisUrl.target(
                                "unix://app:pw@/run/redis.sock?db=2", environment(Map.of()));

        assertThat(server.isSocket()).isTrue();
        assertThat(server.host().name()).isEqualTo("/run/redis.sock");
        assertThat(server.database()).isEqualTo(2);
        assertThat(server.shown()).isEqualTo("unix://app:***@/run/redis.sock?db=2");
        assertThatThrownBy(() -> RedisUrl.target("unix://host/", environment(Map.of())))
                .hasMessageContaining("path of the socket is missing");
    }
}
