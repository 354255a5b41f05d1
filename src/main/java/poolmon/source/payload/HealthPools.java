package poolmon.source.payload;

import poolmon.model.Pool;
import poolmon.model.Reading.ServiceReading;
import poolmon.model.ServerText;
import poolmon.source.json.Json;
import poolmon.source.payload.PayloadReaders.Outcome;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `GET /api/v1/health/pools`: `{"timestamp":…,"pools":{"database":{…},"redis":{…}}}`, with any
/// number of pools under any name, or a list of pools that have a `name`.
final class HealthPools implements PayloadReader {
    private static final String POOLS = "pools";

    @Override
    public String format() {
        return "health-pools";
    }

    @Override
    public Optional<Outcome> read(Payload payload) {
        return payload.objectWith(POOLS)
                .filter(HealthPools::hasPools)
                .map(report -> PayloadReaders.outcome(reading(report)));
    }

    private static boolean hasPools(Json.Obj report) {
        Json pools = report.get(POOLS).orElse(null);
        return pools instanceof Json.Obj || pools instanceof Json.Arr;
    }

    private ServiceReading reading(Json.Obj report) {
        return new ServiceReading(
                format(),
                report.scalar("timestamp").flatMap(Timestamp::of),
                report.scalar("status").map(ServerText::new),
                pools(report.get(POOLS).orElseThrow()),
                List.of());
    }

    private static List<Pool> pools(Json entries) {
        List<Pool> pools = new ArrayList<>();
        if (entries instanceof Json.Obj named) {
            named.fields().forEach((name, entry) -> pools.add(PoolEntry.of(name, entry)));
        } else if (entries instanceof Json.Arr list) {
            for (Json entry : list.values()) {
                pools.add(PoolEntry.of(name(entry, pools.size()), entry));
            }
        }
        return pools;
    }

    private static String name(Json entry, int index) {
        String nameless = "pool-" + (index + 1);
        return entry instanceof Json.Obj object ? object.scalar("name").orElse(nameless) : nameless;
    }
}
