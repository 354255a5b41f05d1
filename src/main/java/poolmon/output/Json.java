package poolmon.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;

import poolmon.columns.Show;
import poolmon.model.Figures;
import poolmon.model.JsonFields;
import poolmon.model.ServerText;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/// Writes fields of JSON, each by its name. What is not known is `null`, never left out: a reader
/// should not have to tell "not known" from "forgotten".
final class Json {
    private final JsonGenerator generator;
    private final EscapingWriter writer;

    /// On a terminal the object is indented for people, elsewhere it is one line for programs.
    Json(Paper paper) throws IOException {
        this.writer = new EscapingWriter(paper.writer());
        this.generator = new JsonFactory().createGenerator(writer);
        if (paper.width().isPresent()) {
            var indenter = new DefaultIndenter("  ", "\n");
            var printer =
                    new DefaultPrettyPrinter(
                            Separators.createDefaultInstance()
                                    .withArrayEmptySeparator("")
                                    .withObjectEmptySeparator("")
                                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER));
            printer.indentArraysWith(indenter);
            printer.indentObjectsWith(indenter);
            generator.setPrettyPrinter(printer);
        }
    }

    void open() throws IOException {
        generator.writeStartObject();
    }

    void open(String name) throws IOException {
        generator.writeObjectFieldStart(name);
    }

    /// The name of a value that comes next.
    void name(String name) throws IOException {
        generator.writeFieldName(name);
    }

    void end() throws IOException {
        generator.writeEndObject();
    }

    void openList(String name) throws IOException {
        generator.writeArrayFieldStart(name);
    }

    void endList() throws IOException {
        generator.writeEndArray();
    }

    void nothing(String name) throws IOException {
        generator.writeNullField(name);
    }

    void text(String name, String value) throws IOException {
        generator.writeStringField(name, value);
    }

    void text(String name, ServerText value) throws IOException {
        generator.writeStringField(name, value.raw());
    }

    void text(String name, Optional<ServerText> value) throws IOException {
        if (value.isPresent()) {
            text(name, value.get());
        } else {
            nothing(name);
        }
    }

    void word(String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            text(name, value.get());
        } else {
            nothing(name);
        }
    }

    /// A text that is blank where there is none.
    void textOrNull(String name, ServerText value) throws IOException {
        text(name, value.isBlank() ? Optional.empty() : Optional.of(value));
    }

    void flag(String name, boolean value) throws IOException {
        generator.writeBooleanField(name, value);
    }

    void number(String name, long value) throws IOException {
        generator.writeNumberField(name, value);
    }

    void number(String name, OptionalLong value) throws IOException {
        if (value.isPresent()) {
            number(name, value.getAsLong());
        } else {
            nothing(name);
        }
    }

    /// A figure as it came; `null` for what JSON has no word for.
    void figure(String name, OptionalDouble value) throws IOException {
        if (value.isPresent() && Double.isFinite(value.getAsDouble())) {
            generator.writeNumberField(name, value.getAsDouble());
        } else {
            nothing(name);
        }
    }

    /// A percentage with at most two decimals, on the same side of every threshold as the exact
    /// one.
    void percent(String name, OptionalDouble value) throws IOException {
        if (value.isPresent() && Double.isFinite(value.getAsDouble())) {
            generator.writeNumberField(name, Figures.twoDecimals(value.getAsDouble()));
        } else {
            nothing(name);
        }
    }

    /// A span in milliseconds with one decimal.
    void millis(String name, Duration value) throws IOException {
        generator.writeNumberField(name, Math.round(value.toNanos() / 1e5) / 10.0);
    }

    /// A short span in milliseconds with three decimals.
    void shortMillis(String name, Optional<Duration> value) throws IOException {
        if (value.isPresent()) {
            generator.writeNumberField(name, Math.round(value.get().toNanos() / 1e3) / 1e3);
        } else {
            nothing(name);
        }
    }

    /// A span in seconds with at most three decimals.
    void seconds(String name, Duration value) throws IOException {
        generator.writeNumberField(name, value.toMillis() / 1e3);
    }

    void seconds(String name, Optional<Duration> value) throws IOException {
        if (value.isPresent()) {
            seconds(name, value.get());
        } else {
            nothing(name);
        }
    }

    void time(String name, Optional<Instant> value) throws IOException {
        if (value.isPresent()) {
            text(name, Show.time(value.get()));
        } else {
            nothing(name);
        }
    }

    void texts(String name, List<String> values) throws IOException {
        openList(name);
        for (String value : values) {
            generator.writeString(value);
        }
        endList();
    }

    void pids(String name, List<Integer> values) throws IOException {
        openList(name);
        for (int value : values) {
            generator.writeNumber(value);
        }
        endList();
    }

    /// A field whose value is JSON already.
    void raw(String name, String value) throws IOException {
        generator.writeFieldName(name);
        generator.writeRawValue(value);
    }

    /// The fields that an answer had beside those we know. Ours win: a service must not be able to
    /// overwrite a status by sending a field of that name.
    void extras(JsonFields fields, Set<String> ours) throws IOException {
        for (var field : fields.values().entrySet()) {
            if (!ours.contains(field.getKey())) {
                raw(readable(field.getKey()), field.getValue());
            }
        }
    }

    /// The name with `?` for each half of a broken surrogate pair: readers that take such an escape
    /// in a value refuse the whole text for one in a name.
    private static String readable(String name) {
        return new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /// Ends the text with a line end and hands it over. Not called where printing failed, so that
    /// half an object cannot pass for a whole one.
    void finish() throws IOException {
        generator.flush();
        writer.write('\n');
        writer.flush();
    }
}
