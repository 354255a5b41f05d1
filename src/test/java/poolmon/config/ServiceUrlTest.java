package poolmon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import poolmon.model.Target;

class ServiceUrlTest {

    @ParameterizedTest
    @CsvSource({
        "localhost:8000, http://localhost:8000",
        "http://localhost:8000/, http://localhost:8000/",
        "HTTPS://orders.example.org, https://orders.example.org",
        "my_service:8000/internal?x=1#top, http://my_service:8000/internal?x=1",
        "http://[::1]:8000/health, http://[::1]:8000/health",
    })
    void takesWhatPeopleWrite(String text, String url) {
        assertThat(ServiceUrl.parse(text).url()).hasToString(url);
    }

    @Test
    void takesCredentialsOutOfTheUrlAndNeverShowsThem() {
        Target.Service service = ServiceUrl.parse("http://ann:p%40ss#1/x@host:8000/health");
        assertThat(service.url()).hasToString("http://host:8000/health");
        assertThat(service.access().login().orElseThrow().user()).isEqualTo("ann");
        assertThat(service.access().login().orElseThrow().password().value()).isEqualTo("p@ss#1/x");
        assertThat(service.toString()).doesNotContain("ss#1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://host",
                "postgresql://u:hunter2@h/db",
                "http://",
                "",
                "http://host:hunter2",
                "http://u:hunter2@host:99999",
                "http://u:hunter2@[::1/x",
                "http://u:hunter2@ho st/",
                "hunter2:x@h://y"
            })
    void rejectsTheRestWithOneSentenceThatHoldsNoSecret(String text) {
        assertThatThrownBy(() -> ServiceUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give one such as http://localhost:8000")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aUserMayHaveAnyCharacter() {
        assertThat(ServiceUrl.parse("http://o$7p\\s:pw@orders:8000"))
                .hasToString("http://o$7p\\s:***@orders:8000");
    }
}
