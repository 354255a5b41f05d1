package poolmon.output;

import poolmon.model.Sizing;
import poolmon.model.Sizing.Advice;
import poolmon.model.Sizing.Demand;
import poolmon.model.Sizing.Given;
import poolmon.model.Sizing.Guide;
import poolmon.model.Sizing.Load;
import poolmon.model.Sizing.Observed;
import poolmon.model.Sizing.Room;
import poolmon.model.Sizing.Serving;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;

/// A sizing as JSON, field by field.
record JsonSizing(Json json) {

    void sizing(Optional<Sizing> sizing) throws IOException {
        if (sizing.isEmpty()) {
            json.nothing("sizing");
            return;
        }
        Sizing sized = sizing.get();
        json.open("sizing");
        json.text("status", sized.status().word());
        json.text("answer", sized.answer());
        load(sized.load());
        advice(sized.advice());
        given(sized.given());
        json.openList("guides");
        for (Guide guide : sized.guides()) {
            json.open();
            figure("requests_per_second", guide.perSecond());
            figure("busy_connections", guide.busy());
            json.number("average_and_buffer", guide.little());
            json.number("erlang_c", guide.erlang());
            serving(guide.serving());
            json.end();
        }
        json.endList();
        rooms(sized);
        json.openList("observed");
        for (Observed observed : sized.observed()) {
            json.open();
            json.text("scope", observed.scope().word());
            json.text("name", observed.name());
            json.figure("transactions_per_second", rounded(observed.perSecond()));
            figure("busy_connections", observed.busy());
            json.shortMillis("hold_ms", observed.hold());
            json.end();
        }
        json.endList();
        json.texts("basis", sized.basis());
        json.end();
    }

    private void load(Optional<Load> load) throws IOException {
        if (load.isEmpty()) {
            json.nothing("load");
            return;
        }
        json.open("load");
        figure("requests_per_second", load.get().perSecond());
        json.shortMillis("hold_ms", Optional.of(load.get().hold()));
        figure("busy_connections", load.get().busy());
        json.number("pools", load.get().pools());
        json.seconds("observed_seconds", load.get().watched());
        json.end();
    }

    private void advice(Optional<Advice> advice) throws IOException {
        if (advice.isEmpty()) {
            json.nothing("advice");
            return;
        }
        Advice advised = advice.get();
        json.open("advice");
        serving(advised.serving());
        json.number("average_and_buffer", advised.little());
        json.number("erlang_c", advised.erlang());
        json.number("below_warning", advised.spare());
        json.shortMillis("wait_target_ms", Optional.of(advised.target()));
        json.open("settings");
        json.number("pool_size", advised.poolSize());
        json.number("max_overflow", advised.maxOverflow());
        json.number("maximumPoolSize", advised.serving().size());
        json.number("default_pool_size", advised.bouncer());
        json.end();
        json.end();
    }

    private void given(Optional<Given> given) throws IOException {
        if (given.isEmpty()) {
            json.nothing("given");
            return;
        }
        json.open("given");
        json.number("pool_size", given.get().poolSize());
        json.number("max_overflow", given.get().maxOverflow());
        if (given.get().serving().isPresent()) {
            serving(given.get().serving().get());
        } else {
            json.nothing("serving");
        }
        json.end();
    }

    private void serving(Serving serving) throws IOException {
        json.open("serving");
        json.number("connections", serving.size());
        json.percent("utilization_percent", OptionalDouble.of(serving.utilizationPercent()));
        figure("wait_probability", serving.waitProbability());
        json.shortMillis("wait_p99_ms", serving.wait99());
        json.end();
    }

    private void rooms(Sizing sized) throws IOException {
        json.openList("demands");
        for (Demand demand : sized.demands()) {
            json.open();
            json.text("who", demand.who());
            json.number("connections", demand.connections());
            json.end();
        }
        json.endList();
        json.openList("limits");
        for (Room room : sized.rooms()) {
            json.open();
            json.text("scope", room.scope().word());
            json.text("name", room.name());
            json.number("demand", room.demand());
            json.number("limit", room.limit());
            json.percent("utilization_percent", OptionalDouble.of(room.percent()));
            json.text("status", room.status().word());
            json.end();
        }
        json.endList();
    }

    private void figure(String name, double value) throws IOException {
        json.figure(name, rounded(OptionalDouble.of(value)));
    }

    /// To six decimals: more would be noise.
    private static OptionalDouble rounded(OptionalDouble value) {
        return value.isPresent()
                ? OptionalDouble.of(Math.round(value.getAsDouble() * 1e6) / 1e6)
                : value;
    }
}
