package poolmon.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

import poolmon.fixture.Tool;
import poolmon.model.FindingCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// The alert rules that ship: what Prometheus' own tool says of them, and whether their runbooks
/// are what poolmon itself tells to do.
final class AlertsTest {
    private static final Path RULES = Path.of("packaging/prometheus/poolmon.rules.yml");

    @ParameterizedTest
    @CsvSource({
        "check,rules,packaging/prometheus/poolmon.rules.yml",
        "test,rules,packaging/prometheus/poolmon.rules.test.yml",
        "check,config,packaging/prometheus/prometheus.yml"
    })
    void promtoolIsContent(String verb, String what, String file) throws Exception {
        Tool.Result result = Tool.demand("promtool").run(verb, what, file);
        assertThat(result.exit()).as(result.text()).isZero();
    }

    @Test
    void runbooksAreThoseOfTheFindings() throws IOException {
        List<String> codes = new ArrayList<>();
        for (Map<?, ?> alert : alerts()) {
            Map<?, ?> labels = (Map<?, ?>) alert.get("labels");
            Map<?, ?> texts = (Map<?, ?>) alert.get("annotations");
            assertThat(alert.containsKey("for")).isTrue();
            assertThat((String) texts.get("runbook")).isNotBlank();
            if (labels.get("code") instanceof String word) {
                codes.add(word);
                FindingCode code =
                        Stream.of(FindingCode.values())
                                .filter(each -> each.word().equals(word))
                                .findFirst()
                                .orElseThrow();
                assertThat(((String) texts.get("runbook")).lines())
                        .containsExactlyElementsOf(Remedies.of(code));
                assertThat((String) texts.get("description"))
                        .endsWith("poolmon diagnose --explain " + word);
            }
        }
        assertThat(codes).contains("pool-saturated", "leak-suspected", "server-slots-low");
    }

    private static List<Map<?, ?>> alerts() throws IOException {
        Map<String, List<Map<String, List<Map<?, ?>>>>> file =
                new Yaml().load(Files.readString(RULES));
        return Objects.requireNonNull(file.get("groups")).stream()
                .flatMap(group -> Objects.requireNonNull(group.get("rules")).stream())
                .filter(rule -> rule.containsKey("alert"))
                .<Map<?, ?>>map(rule -> rule)
                .toList();
    }
}
