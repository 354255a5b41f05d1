package poolmon.source.payload;

import poolmon.model.Pool;
import poolmon.model.Reading.Check;
import poolmon.model.Reading.ServiceReading;
import poolmon.model.ServerText;
import poolmon.source.json.Json;
import poolmon.source.json.JsonText;
import poolmon.source.payload.PayloadReaders.Outcome;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `GET /api/v1/health`: `{"status":…,"timestamp":…,"checks":{"database":{…},"disk":{…},
/// "database_pool":{…}}}`. What is a pool among the checks becomes one; the others stay checks.
final class HealthChecks implements PayloadReader {
    private static final String CHECKS = "checks";

    @Override
    public String format() {
        return "health";
    }

    @Override
    public Optional<Outcome> read(Payload payload) {
        return payload.objectWith(CHECKS)
                .filter(report -> report.object(CHECKS).isPresent())
                .map(report -> PayloadReaders.outcome(reading(report)));
    }

    private ServiceReading reading(Json.Obj report) {
        List<Pool> pools = new ArrayList<>();
        List<Check> checks = new ArrayList<>();
        report.object(CHECKS)
                .orElseThrow()
                .fields()
                .forEach(
                        (name, entry) -> {
                            if (PoolEntry.isPool(name, entry)) {
                                pools.add(PoolEntry.of(name, entry));
                            } else {
                                checks.add(check(name, entry));
                            }
                        });
        return new ServiceReading(
                format(),
                report.scalar("timestamp").flatMap(Timestamp::of),
                report.scalar("status").map(ServerText::new),
                pools,
                checks);
    }

    private static Check check(String name, Json entry) {
        Json.Obj fields =
                entry instanceof Json.Obj object ? object : new Json.Obj(Map.of("status", entry));
        return new Check(
                new ServerText(name),
                fields.scalar("status").map(ServerText::new),
                JsonText.extras(fields, Set.of("status")));
    }
}
