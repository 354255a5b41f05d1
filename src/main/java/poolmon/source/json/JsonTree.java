package poolmon.source.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Builds a [Json] from text with Jackson's streaming parser. Jackson's own tree would come with
/// the object mapper, whose start takes longer than all the rest of reading an answer.
///
/// A field that stands twice in one object with different values makes the whole text unreadable:
/// whichever one were taken, the other may be the one that tells of the trouble.
public final class JsonTree {
    private static final int MAX_DEPTH = 100;
    private static final int MAX_NUMBER = 400; // digits; a double has at most 309 before its point
    private static final int MAX_NAME = 10_000;
    private static final int MAX_TEXT = 16 << 20;

    private final JsonParser parser;

    private JsonTree(JsonParser parser) {
        this.parser = parser;
    }

    /// Gets ready what the first text needs, on a thread of its own, for who has a server to wait
    /// for: the library's numbers begin with 14 ms of work for `BigDecimal`.
    public static void getReady() {
        Thread.ofPlatform().daemon().name("poolmon-json").start(JsonTree::first);
    }

    private static void first() {
        try {
            of("0");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The value that the text is.
    ///
    /// @throws IOException where the text is not exactly one JSON value, or is out of all bounds
    public static Json of(String text) throws IOException {
        try (JsonParser parser = factory().createParser(text)) {
            JsonTree tree = new JsonTree(parser);
            Json value = tree.value(tree.next());
            if (parser.nextToken() != null) {
                throw new IOException("more text after the end of the JSON value");
            }
            return value;
        }
    }

    private static JsonFactory factory() {
        return new JsonFactoryBuilder()
                .streamReadConstraints(
                        StreamReadConstraints.builder()
                                .maxNestingDepth(MAX_DEPTH)
                                .maxNumberLength(MAX_NUMBER)
                                .maxNameLength(MAX_NAME)
                                .maxStringLength(MAX_TEXT)
                                .build())
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .build();
    }

    private JsonToken next() throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw new IOException("the text ends before the JSON value does");
        }
        return token;
    }

    private Json value(JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> new Json.Text(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(parser.getText());
            case VALUE_TRUE -> new Json.Bool(true);
            case VALUE_FALSE -> new Json.Bool(false);
            case VALUE_NULL -> new Json.Null();
            default -> throw new IOException("no JSON value where one should be");
        };
    }

    private Json object() throws IOException {
        Map<String, Json> fields = new LinkedHashMap<>();
        for (JsonToken token = next(); token != JsonToken.END_OBJECT; token = next()) {
            String name = parser.currentName();
            Json value = value(next());
            Json before = fields.put(name, value);
            if (before != null && !before.equals(value)) {
                throw new IOException("one field stands twice, with different values");
            }
        }
        return new Json.Obj(fields);
    }

    private Json array() throws IOException {
        List<Json> values = new ArrayList<>();
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            values.add(value(token));
        }
        return new Json.Arr(values);
    }
}
