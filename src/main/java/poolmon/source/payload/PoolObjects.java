package poolmon.source.payload;

import poolmon.model.Pool;
import poolmon.model.Reading.ServiceReading;
import poolmon.source.json.Json;
import poolmon.source.payload.PayloadReaders.Outcome;
import poolmon.source.payload.PayloadReaders.Understood;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// JSON in which the counts of pools stand as some library writes them: the body itself, or objects
/// within it, each a pool by the name of its field.
///
/// @param shape how the library writes them
record PoolObjects(PoolShape shape) implements PayloadReader {
    /// How deep pools are looked for.
    private static final int MAX_DEPTH = 5;

    @Override
    public String format() {
        return shape.format();
    }

    @Override
    public Optional<Outcome> read(Payload payload) {
        List<Pool> pools = new ArrayList<>();
        payload.json().ifPresent(json -> find("database", json, 0, pools));
        return pools.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Understood(
                                new ServiceReading(
                                        format(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        pools,
                                        List.of())));
    }

    private void find(String name, Json json, int depth, List<Pool> found) {
        if (json instanceof Json.Obj object) {
            var pool = PoolShapes.of(shape, ownName(object).orElse(name), object);
            if (pool.isPresent()) {
                found.add(pool.get());
            } else if (depth < MAX_DEPTH) {
                object.fields().forEach((key, value) -> find(key, value, depth + 1, found));
            }
        } else if (json instanceof Json.Arr array && depth < MAX_DEPTH) {
            for (Json value : array.values()) {
                find(name, value, depth + 1, found);
            }
        }
    }

    private static Optional<String> ownName(Json.Obj object) {
        Optional<String> name = object.scalar("poolName");
        return name.isPresent() ? name : object.scalar("name");
    }
}
