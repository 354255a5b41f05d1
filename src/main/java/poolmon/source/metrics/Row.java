package poolmon.source.metrics;

import poolmon.model.JsonFields;
import poolmon.model.Pool.DatabasePool;
import poolmon.model.ServerText;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// The figures of one pool while they are gathered. A figure that is no number of connections is
/// remembered as such: a pool of which nobody knows how many connections are in use must not pass
/// for healthy.
final class Row {
    /// More connections than this no pool has; a larger number is a mistake.
    private static final long MOST = 10_000_000;

    private final Map<String, Double> values = new LinkedHashMap<>();
    private final StringBuilder nonsense = new StringBuilder();

    /// Adds the value of a figure. The same series with two values is as good as none.
    void put(Figure figure, double value) {
        Double before = values.put(figure.shown(), value);
        if (before != null && before != value) {
            values.put(figure.shown(), Double.NaN);
        }
    }

    boolean has(Figure figure) {
        return values.containsKey(figure.shown());
    }

    /// A number of connections, 0 or more.
    OptionalLong connections(Figure figure) {
        Double value = values.get(figure.shown());
        if (value == null) {
            return OptionalLong.empty();
        }
        if (value >= 0 && value <= MOST && value == Math.rint(value)) {
            return OptionalLong.of(value.longValue());
        }
        nonsense(figure, value);
        return OptionalLong.empty();
    }

    /// A limit. 0 means that there is none, and so do −1, the largest integer of Java and beyond.
    OptionalLong limit(Figure figure) {
        Double value = values.get(figure.shown());
        return value != null && (value >= Integer.MAX_VALUE || value == -1)
                ? OptionalLong.of(0)
                : connections(figure);
    }

    /// A percentage, 0 or more.
    OptionalDouble percent(Figure figure) {
        Double value = values.get(figure.shown());
        if (value == null) {
            return OptionalDouble.empty();
        }
        if (value >= 0 && value <= MOST) {
            return OptionalDouble.of(value);
        }
        nonsense(figure, value);
        return OptionalDouble.empty();
    }

    private void nonsense(Figure figure, double value) {
        nonsense.append(nonsense.isEmpty() ? "" : ", ").append(figure.shown()).append(" is ");
        nonsense.append(value);
    }

    /// The pool with a word on what of it made no sense, or is missing though all rests on it.
    DatabasePool checked(DatabasePool pool) {
        if (!nonsense.isEmpty()) {
            return pool.withError(new ServerText("Its counts make no sense: " + nonsense));
        }
        if (pool.checkedOut().isEmpty() && pool.reportedUtilization().isEmpty()) {
            return pool.withError(
                    new ServerText("The metrics do not tell how many connections are in use."));
        }
        return pool.reportedCapacity().isEmpty() && pool.reportedUtilization().isEmpty()
                ? pool.withError(
                        new ServerText("The metrics do not tell how many it may have open."))
                : pool;
    }

    /// Figures that are passed on in JSON: name of the field → figure.
    JsonFields fields(String origin, Map<String, Figure> extras) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("origin", "\"" + origin + "\"");
        for (var extra : extras.entrySet()) {
            Double value = values.get(extra.getValue().shown());
            if (value != null && Double.isFinite(value)) {
                fields.put(extra.getKey(), json(value));
            }
        }
        return new JsonFields(fields);
    }

    private static String json(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
