package poolmon.source.payload;

import poolmon.model.Reading.ServiceReading;
import poolmon.source.exposition.Sample;
import poolmon.source.json.Json;
import poolmon.source.metrics.Instances;
import poolmon.source.metrics.Origins;
import poolmon.source.metrics.Samples;
import poolmon.source.payload.PayloadReaders.MeterIndex;
import poolmon.source.payload.PayloadReaders.NotUnderstood;
import poolmon.source.payload.PayloadReaders.OneMeter;
import poolmon.source.payload.PayloadReaders.Outcome;
import poolmon.source.payload.PayloadReaders.Understood;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Spring Boot Actuator's metrics endpoint: `{"names":["hikaricp.connections.active",…]}`, and each
/// meter under its own path: `{"name":…,"measurements":[{"statistic":"VALUE","value":2.0}],
/// "availableTags":[{"tag":"pool","values":["HikariPool-1"]}]}` (`MetricsEndpoint` in
/// spring-boot-actuator).
final class SpringMeters implements PayloadReader {
    static final String FORMAT = "actuator-metrics";

    @Override
    public String format() {
        return FORMAT;
    }

    @Override
    public Optional<Outcome> read(Payload payload) {
        if (!(payload.json().orElse(null) instanceof Json.Obj object)) {
            return Optional.empty();
        }
        if (object.get("names").orElse(null) instanceof Json.Arr names) {
            return Optional.of(index(names));
        }
        if (object.get("measurements").orElse(null) instanceof Json.Arr measurements) {
            return Optional.of(
                    new OneMeter(
                            new Meter(
                                    object.scalar("name").orElse(""),
                                    value(measurements),
                                    tags(object))));
        }
        return Optional.empty();
    }

    private static Outcome index(Json.Arr names) {
        Set<String> known = Origins.metrics();
        List<String> meters = new ArrayList<>();
        for (Json value : names.values()) {
            String name = Json.text(value).orElse("");
            if (known.contains(metric(name))) {
                meters.add(name);
            }
        }
        return meters.isEmpty()
                ? new NotUnderstood(
                        "a list of "
                                + names.values().size()
                                + " meters, none of them of a connection pool")
                : new MeterIndex(meters);
    }

    /// The name that Micrometer's Prometheus registry gives the meter.
    static String metric(String meter) {
        String plain = meter.replace('.', '_').replace('-', '_');
        return plain.endsWith("_timeout") ? plain + "_total" : plain;
    }

    private static double value(Json.Arr measurements) {
        for (Json each : measurements.values()) {
            if (each instanceof Json.Obj measurement) {
                String statistic = measurement.scalar("statistic").orElse("");
                if (statistic.equals("VALUE") || statistic.equals("COUNT")) {
                    return number(measurement.scalar("value").orElse(""));
                }
            }
        }
        return Double.NaN;
    }

    private static double number(String literal) {
        try {
            return literal.length() > 40 ? Double.NaN : Double.parseDouble(literal);
        } catch (NumberFormatException notNumber) {
            return Double.NaN;
        }
    }

    private static Map<String, List<String>> tags(Json.Obj meter) {
        Map<String, List<String>> tags = new LinkedHashMap<>();
        if (meter.get("availableTags").orElse(null) instanceof Json.Arr all) {
            for (Json each : all.values()) {
                if (each instanceof Json.Obj tag
                        && tag.get("values").orElse(null) instanceof Json.Arr values) {
                    tags.put(
                            tag.scalar("tag").orElse(""),
                            values.values().stream()
                                    .flatMap(value -> Json.text(value).stream())
                                    .toList());
                }
            }
        }
        return tags;
    }

    static Outcome reading(List<Sample> meters) {
        List<Sample> renamed = new ArrayList<>();
        for (Sample meter : meters) {
            renamed.add(new Sample(metric(meter.name()), meter.labels(), meter.value()));
        }
        return new Understood(
                new ServiceReading(
                        FORMAT,
                        Optional.empty(),
                        Optional.empty(),
                        Instances.toldApart(Origins.pools(new Samples(renamed))),
                        List.of()));
    }
}
