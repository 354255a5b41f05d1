package poolmon.source.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InfoTextTest {

    @Test
    void readsFieldsByNameBetweenHeadings() {
        InfoText info =
                InfoText.of(
                        "# Server\r\n"
                                + "redis_version:7.0.15\r\n\r\n"
                                + "# Clients\r\n"
                                + "maxclients:10\r\n"
                                + "x:a:b");
        assertThat(info.version()).isEqualTo("7.0.15");
        assertThat(info.count("maxclients")).hasValue(10);
        assertThat(info.fields()).containsEntry("x", "a:b").hasSize(3);
    }

    @Test
    void aCountThatMakesNoSenseIsAbsent() {
        InfoText info = InfoText.of("a:-1\nb:many\nc:99999999999999999999\nd:\n:7\n");
        assertThat(info.count("a")).isEmpty();
        assertThat(info.count("b")).isEmpty();
        assertThat(info.count("c")).isEmpty();
        assertThat(info.count("d")).isEmpty();
        assertThat(info.fields()).hasSize(4);
    }

    @Test
    void valkeyTellsItsOwnVersion() {
        assertThat(InfoText.of("redis_version:7.2.4\nvalkey_version:8.1.1\n").version())
                .isEqualTo("8.1.1");
    }

    @Test
    void onlyWhatIsKnownIsPassedOn() {
        assertThat(InfoText.of("role:master\nrun_id:abc\n").shown()).containsOnlyKeys("role");
    }
}
