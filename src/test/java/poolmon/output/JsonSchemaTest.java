package poolmon.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import poolmon.fixture.Reports;
import poolmon.model.Failure;
import poolmon.model.FindingCode;
import poolmon.model.Question;
import poolmon.model.Severity;
import poolmon.model.Status;
import poolmon.model.Target;
import poolmon.model.Verdict;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/// The schema that ships says what is printed: neither less, nor words that are never printed.
class JsonSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode schema() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        Format.class.getResourceAsStream("/poolmon/schema/poolmon-v1.json"))) {
            return JSON.readTree(in);
        }
    }

    private static List<String> faults(JsonNode report) throws IOException {
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema());
        List<String> faults = new ArrayList<>();
        schema.validate(report).forEach(fault -> faults.add(fault.toString()));
        return faults;
    }

    private static JsonNode printed(Reports report) throws IOException {
        return JSON.readTree(Printed.print(Format.JSON, report.report()));
    }

    @ParameterizedTest
    @EnumSource(Reports.class)
    void everyReportIsValid(Reports report) throws IOException {
        assertThat(faults(printed(report))).isEmpty();
    }

    /// A schema that lets everything pass would make the test above worthless.
    @Test
    void isStrict() throws IOException {
        assertThat(faultsOf(target -> target.remove("version"))).isNotEmpty();
        assertThat(faultsOf(target -> target.put("another", 1))).isNotEmpty();
        assertThat(faultsOf(target -> target.put("status", "fine"))).isNotEmpty();
        assertThat(faultsOf(target -> session(target).remove("verdict"))).isNotEmpty();
        assertThat(faultsOf(target -> session(target).put("backend_start", "today"))).isNotEmpty();
        assertThat(faultsOf(target -> session(target).put("verdict", "guilty"))).isNotEmpty();
        assertThat(faultsOf(target -> {})).isEmpty();
    }

    private static ObjectNode session(ObjectNode target) {
        return (ObjectNode) target.at("/sessions/0");
    }

    private static List<String> faultsOf(Consumer<ObjectNode> change) throws IOException {
        JsonNode report = printed(Reports.LEAKS);
        change.accept((ObjectNode) report.at("/targets/0"));
        return faults(report);
    }

    /// Whoever adds a constant adds a word to the contract, and must say so in the schema.
    @Test
    void knowsEveryWord() throws IOException {
        JsonNode schema = schema();
        assertThat(words(schema, "/$defs/status"))
                .isEqualTo(Arrays.stream(Status.values()).map(Status::word).toList());
        assertThat(words(schema, "/$defs/severity"))
                .isEqualTo(Arrays.stream(Severity.values()).map(Severity::word).toList());
        assertThat(words(schema, "/$defs/verdict"))
                .isEqualTo(Arrays.stream(Verdict.values()).map(Verdict::word).toList());
        assertThat(words(schema, "/$defs/failure_code"))
                .isEqualTo(Arrays.stream(Failure.Code.values()).map(Failure.Code::word).toList());
        assertThat(words(schema, "/$defs/finding_code"))
                .isEqualTo(Arrays.stream(FindingCode.values()).map(FindingCode::word).toList());
        assertThat(words(schema, "/properties/command"))
                .isEqualTo(Arrays.stream(Question.values()).map(Question::word).toList());
        assertThat(words(schema, "/$defs/target/properties/kind"))
                .isEqualTo(Arrays.stream(Target.Kind.values()).map(Target.Kind::word).toList());
    }

    private static List<String> words(JsonNode schema, String path) {
        List<String> words = new ArrayList<>();
        schema.at(path).get("enum").forEach(word -> words.add(word.textValue()));
        return words;
    }
}
