package poolmon.output;

import poolmon.model.Figures;
import poolmon.model.ServerText;
import poolmon.model.Sizing;
import poolmon.model.Sizing.Advice;
import poolmon.model.Sizing.Demand;
import poolmon.model.Sizing.Guide;
import poolmon.model.Sizing.Load;
import poolmon.model.Sizing.Observed;
import poolmon.model.Sizing.Room;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The figures of a sizing, one by one, for formats that know no tables.
///
/// @param name by the names of the JSON fields
/// @param subject whose figure it is; empty where it is the sizing's own
/// @param unit empty for a ratio
record SizingFigures(String name, String subject, double value, String unit) {

    static List<SizingFigures> of(Sizing sizing) {
        List<SizingFigures> all = new ArrayList<>();
        sizing.load().ifPresent(load -> load(load, all));
        sizing.advice().ifPresent(advice -> advice(advice, all));
        for (Guide guide : sizing.guides()) {
            String traffic = Figures.figure(guide.perSecond()) + "/s";
            all.add(count("guide", traffic, guide.serving().size()));
        }
        for (Demand demand : sizing.demands()) {
            all.add(count("demand", demand.who(), demand.connections()));
        }
        for (Room room : sizing.rooms()) {
            all.add(count("demand", subject(room), room.demand()));
            all.add(count("limit", subject(room), room.limit()));
        }
        for (Observed each : sizing.observed()) {
            String whose = each.scope().word() + " " + each.name().shown();
            all.add(new SizingFigures("busy_connections", whose, each.busy(), "connections"));
        }
        return all;
    }

    private static void load(Load load, List<SizingFigures> all) {
        all.add(own("requests_per_second", load.perSecond(), "1/s"));
        all.add(own("hold", load.hold().toNanos() / 1e9, "s"));
        all.add(own("busy_connections", load.busy(), "connections"));
    }

    private static void advice(Advice advice, List<SizingFigures> all) {
        all.add(count("pool_size", "", advice.poolSize()));
        all.add(count("max_overflow", "", advice.maxOverflow()));
        all.add(count("maximumPoolSize", "", advice.serving().size()));
        all.add(count("default_pool_size", "", advice.bouncer()));
        all.add(count("average_and_buffer", "", advice.little()));
        all.add(count("erlang_c", "", advice.erlang()));
        all.add(count("below_warning", "", advice.spare()));
        all.add(own("wait_probability", advice.serving().waitProbability(), ""));
        advice.serving()
                .wait99()
                .ifPresent(wait -> all.add(own("wait_p99", wait.toNanos() / 1e9, "s")));
    }

    private static SizingFigures count(String name, String subject, long connections) {
        return new SizingFigures(name, subject, (double) connections, "connections");
    }

    private static SizingFigures own(String name, double value, String unit) {
        return new SizingFigures(name, "", value, unit);
    }

    /// What limits, for example `slots` or `role app`.
    static String subject(Room room) {
        Optional<String> name = room.name().map(ServerText::shown);
        return room.scope().word() + name.map(known -> " " + known).orElse("");
    }

    /// Whole numbers without a decimal point.
    String figure() {
        double rounded = Math.round(value * 1e6) / 1e6;
        return rounded == Math.rint(rounded) && Math.abs(rounded) < 1e15
                ? Long.toString((long) rounded)
                : Double.toString(rounded);
    }
}
