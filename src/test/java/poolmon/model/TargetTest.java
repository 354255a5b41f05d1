package poolmon.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class TargetTest {
    private static final Secret SECRET = new Secret("s3cret");

    @Test
    void noTargetShowsItsPassword() {
        Target service =
                new Target.Service(
                        URI.create("https://shop.example/health?token=s3cret&deep=1"),
                        Optional.of(new Credentials("ops", SECRET)));
        Target postgres =
                new Target.Postgres(
                        List.of(new Host("h1", 5432), new Host("::1", 5433)),
                        Optional.of("db"),
                        Optional.of("u"),
                        Optional.of(SECRET),
                        Map.of("sslmode", "require"));
        Target redis =
                new Target.Redis(
                        new Host("cache", 6379), Optional.empty(), Optional.of(SECRET), 2, true);

        assertThat(service.shown())
                .isEqualTo("https://ops:***@shop.example/health?token=***&deep=1");
        assertThat(postgres.shown()).isEqualTo("postgresql://u:***@h1:5432,[::1]:5433/db");
        assertThat(redis.shown()).isEqualTo("rediss://:***@cache:6379/2");
        assertThat(List.of(service, postgres, redis).toString()).doesNotContain("s3cret");
    }
}
