package poolmon.source.saved;

import poolmon.model.ServerText;
import poolmon.source.json.Json;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// An object of our own JSON, by the types that its fields have there. A field of another type
/// counts as one that is not there: it was written by another version.
record Fields(Json.Obj object) {
    /// An object without fields.
    static final Fields NONE = new Fields(new Json.Obj(Map.of()));

    Optional<String> word(String name) {
        return object.scalar(name);
    }

    Optional<ServerText> text(String name) {
        return object.scalar(name).map(ServerText::new);
    }

    /// A text that is blank where there is none.
    ServerText blank(String name) {
        return text(name).orElse(ServerText.EMPTY);
    }

    OptionalLong number(String name) {
        try {
            return object.get(name).isPresent()
                    ? OptionalLong.of(Long.parseLong(object.scalar(name).orElse("")))
                    : OptionalLong.empty();
        } catch (NumberFormatException none) {
            return OptionalLong.empty();
        }
    }

    long count(String name) {
        return number(name).orElse(0);
    }

    OptionalDouble figure(String name) {
        try {
            return object.get(name).isPresent()
                    ? OptionalDouble.of(Double.parseDouble(object.scalar(name).orElse("")))
                    : OptionalDouble.empty();
        } catch (NumberFormatException none) {
            return OptionalDouble.empty();
        }
    }

    /// A span whose unit is so many nanoseconds.
    private Optional<Duration> span(String name, double unit) {
        OptionalDouble figure = figure(name);
        return figure.isPresent() && Double.isFinite(figure.getAsDouble())
                ? Optional.of(Duration.ofNanos(Math.round(figure.getAsDouble() * unit)))
                : Optional.empty();
    }

    Optional<Duration> seconds(String name) {
        return span(name, 1e9);
    }

    Optional<Duration> millis(String name) {
        return span(name, 1e6);
    }

    Optional<Instant> time(String name) {
        try {
            return object.scalar(name).map(Instant::parse);
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    Optional<Fields> inner(String name) {
        return object.object(name).map(Fields::new);
    }

    /// The objects of a list.
    List<Fields> list(String name) {
        List<Fields> all = new ArrayList<>();
        for (Json value : values(name)) {
            if (value instanceof Json.Obj each) {
                all.add(new Fields(each));
            }
        }
        return all;
    }

    List<String> texts(String name) {
        List<String> all = new ArrayList<>();
        values(name).forEach(value -> Json.text(value).ifPresent(all::add));
        return all;
    }

    List<Integer> pids(String name) {
        List<Integer> all = new ArrayList<>();
        for (String text : texts(name)) {
            try {
                all.add(Integer.parseInt(text));
            } catch (NumberFormatException ignored) {
                // no pid
            }
        }
        return all;
    }

    private List<Json> values(String name) {
        return object.fields().get(name) instanceof Json.Arr list ? list.values() : List.of();
    }
}
