package poolmon.source.payload;

import poolmon.model.Pool.DatabasePool;
import poolmon.model.ServerText;
import poolmon.source.json.Json;
import poolmon.source.json.JsonText;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The libraries whose pools are known by the names of their fields.
final class PoolShapes {
    static final List<PoolShape> ALL =
            List.of(new GoDbStats(), new PsycopgPool(), new RailsStat(), new HikariBean());

    private PoolShapes() {}

    /// The pool that an object is, if it is one.
    static Optional<DatabasePool> of(String name, Json.Obj object) {
        for (PoolShape shape : ALL) {
            Optional<DatabasePool> pool = of(shape, name, object);
            if (pool.isPresent()) {
                return pool;
            }
        }
        return Optional.empty();
    }

    /// The pool that an object is, if it is one of this shape.
    static Optional<DatabasePool> of(PoolShape shape, String name, Json.Obj object) {
        Map<String, Json> plain = new LinkedHashMap<>();
        object.fields().forEach((field, value) -> plain.putIfAbsent(plain(field), value));
        if (!plain.keySet().containsAll(shape.marks())) {
            return Optional.empty();
        }
        Counts counts = new Counts(new Json.Obj(plain));
        DatabasePool pool = shape.pool(new ServerText(name), counts);
        return Optional.of(checked(pool.with(JsonText.extras(object, Set.of())), counts));
    }

    private static String plain(String field) {
        return field.toLowerCase(Locale.ROOT).replace("_", "");
    }

    private static DatabasePool checked(DatabasePool pool, Counts counts) {
        if (!counts.nonsense().isEmpty()) {
            return pool.withError(new ServerText("Its counts make no sense: " + counts.nonsense()));
        }
        return pool.checkedOut().isEmpty()
                ? pool.withError(
                        new ServerText("It does not tell how many connections are in use."))
                : pool;
    }
}
