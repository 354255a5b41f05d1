package poolmon.columns;

import poolmon.model.Figures;
import poolmon.model.Sizing;
import poolmon.model.Sizing.Advice;
import poolmon.model.Sizing.Demand;
import poolmon.model.Sizing.Guide;
import poolmon.model.Sizing.Observed;
import poolmon.model.Sizing.Room;
import poolmon.model.Sizing.Serving;
import poolmon.model.Status;

import java.util.ArrayList;
import java.util.List;

/// The tables of a sizing: what to set, the same for other traffic, who opens what, what limits it,
/// and whose load it is.
public final class SizingColumns {

    /// What to set where.
    public record Setting(String library, String name, long value) {}

    public static final List<Column<Setting>> SETTINGS =
            List.of(
                    Column.text("SET IN", Setting::library),
                    Column.text("SETTING", Setting::name),
                    Column.number("VALUE", (Setting s) -> Long.toString(s.value())));

    public static final List<Column<Guide>> GUIDES =
            List.of(
                    Column.number("REQUESTS/S", (Guide g) -> Figures.figure(g.perSecond())),
                    Column.number("BUSY", (Guide g) -> Figures.figure(g.busy())),
                    Column.number("AVG+BUFFER", (Guide g) -> Long.toString(g.little())),
                    Column.number("ERLANG C", (Guide g) -> Long.toString(g.erlang())),
                    Column.number("POOL", (Guide g) -> Long.toString(g.serving().size())),
                    Column.number("USE%", (Guide g) -> used(g.serving())).dropped(2),
                    Column.number("WAIT%", (Guide g) -> waits(g.serving())).dropped(1),
                    Column.number("WAIT P99", (Guide g) -> wait99(g.serving())).dropped(3));

    public static final List<Column<Demand>> DEMANDS =
            List.of(
                    Column.text("WHO", Demand::who).between(24, Column.WHOLE),
                    Column.number("CONNECTIONS", (Demand d) -> Long.toString(d.connections())));

    public static final List<Column<Room>> ROOMS =
            List.of(
                    Column.text("LIMIT", SizingColumns::limit).between(12, 40),
                    Column.number("ASKED", (Room r) -> r.demand() + "/" + r.limit()),
                    Column.number("USE%", (Room r) -> Figures.percent(r.percent(), r.status())),
                    Column.text("STATUS", (Room r) -> r.status().word())
                            .as(r -> Role.of(r.status())));

    public static final List<Column<Observed>> OBSERVED =
            List.of(
                    Column.text("LOAD OF", (Observed o) -> o.scope().word()),
                    Column.text("NAME", (Observed o) -> Show.named(o.name())).between(12, 40),
                    Column.number("TRANSACTIONS/S", SizingColumns::rate),
                    Column.number("BUSY", (Observed o) -> Figures.figure(o.busy())),
                    Column.number(
                            "HOLD", (Observed o) -> o.hold().map(Figures::shortTime).orElse("")));

    private SizingColumns() {}

    /// What to set, where there is something to set.
    public static List<Setting> settings(Sizing sizing) {
        List<Setting> settings = new ArrayList<>();
        if (sizing.advice().isPresent()) {
            Advice advice = sizing.advice().get();
            settings.add(new Setting("SQLAlchemy", "pool_size", advice.poolSize()));
            settings.add(new Setting("SQLAlchemy", "max_overflow", advice.maxOverflow()));
            settings.add(new Setting("HikariCP", "maximumPoolSize", advice.serving().size()));
            settings.add(new Setting("PgBouncer", "default_pool_size", advice.bouncer()));
        }
        return settings;
    }

    private static String limit(Room room) {
        String name = room.name().map(known -> " " + known.shown()).orElse("");
        return switch (room.scope()) {
            case SLOTS -> "ordinary slots";
            case ROLE -> "role" + name;
            case DATABASE -> "database" + name;
            case POOLER_CLIENTS -> "PgBouncer's clients";
        };
    }

    private static String used(Serving serving) {
        return Figures.percent(serving.utilizationPercent(), Status.HEALTHY);
    }

    private static String waits(Serving serving) {
        return Figures.figure(100 * serving.waitProbability());
    }

    private static String wait99(Serving serving) {
        return serving.wait99().map(Figures::shortTime).orElse("without end");
    }

    private static String rate(Observed observed) {
        return observed.perSecond().isPresent()
                ? Figures.figure(observed.perSecond().getAsDouble())
                : "";
    }
}
