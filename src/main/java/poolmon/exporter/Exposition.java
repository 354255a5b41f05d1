package poolmon.exporter;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;

import org.jspecify.annotations.Nullable;

import poolmon.output.Metric;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes metrics in the format that a scraper accepts: OpenMetrics where it says so, else the text
/// format of Prometheus.
final class Exposition {
    private final ExpositionFormatWriter openMetrics = OpenMetricsTextFormatWriter.create();
    private final ExpositionFormatWriter text = PrometheusTextFormatWriter.create();
    private final String version;

    /// @param version of poolmon
    Exposition(String version) {
        this.version = version;
    }

    /// @param accepted the header `Accept`
    Reply reply(List<Metric> metrics, Optional<String> accepted) {
        String accept = accepted.orElse("");
        ExpositionFormatWriter writer = openMetrics.accepts(accept) ? openMetrics : text;
        List<MetricSnapshot> snapshots = new ArrayList<>();
        snapshots.add(build());
        metrics.forEach(metric -> snapshots.add(snapshot(metric)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writer.write(out, new MetricSnapshots(snapshots), EscapingScheme.DEFAULT);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new Reply(
                200, writer.getContentType(), Map.of(), out.toString(StandardCharsets.UTF_8));
    }

    private InfoSnapshot build() {
        return InfoSnapshot.builder()
                .name("poolmon_build")
                .help("Which poolmon this is.")
                .dataPoint(
                        InfoSnapshot.InfoDataPointSnapshot.builder()
                                .labels(Labels.of("version", version))
                                .build())
                .build();
    }

    private static MetricSnapshot snapshot(Metric metric) {
        return switch (metric.type()) {
            case GAUGE -> gauge(metric);
            case COUNTER -> counter(metric);
        };
    }

    private static GaugeSnapshot gauge(Metric metric) {
        GaugeSnapshot.Builder builder =
                GaugeSnapshot.builder().name(metric.name()).help(metric.help());
        Unit unit = unit(metric.name());
        if (unit != null) {
            builder.unit(unit);
        }
        for (Metric.Series series : metric.series()) {
            builder.dataPoint(
                    GaugeSnapshot.GaugeDataPointSnapshot.builder()
                            .labels(labels(series.labels()))
                            .value(series.value().doubleValue())
                            .build());
        }
        return builder.build();
    }

    /// The writers add the `_total` again.
    private static CounterSnapshot counter(Metric metric) {
        CounterSnapshot.Builder builder =
                CounterSnapshot.builder()
                        .name(metric.name().replaceFirst("_total$", ""))
                        .help(metric.help());
        for (Metric.Series series : metric.series()) {
            builder.dataPoint(
                    CounterSnapshot.CounterDataPointSnapshot.builder()
                            .labels(labels(series.labels()))
                            .value(series.value().doubleValue())
                            .build());
        }
        return builder.build();
    }

    private static @Nullable Unit unit(String name) {
        if (name.endsWith("_seconds")) {
            return Unit.SECONDS;
        }
        return name.endsWith("_ratio") ? Unit.RATIO : null;
    }

    private static Labels labels(Map<String, String> labels) {
        return Labels.of(List.copyOf(labels.keySet()), List.copyOf(labels.values()));
    }
}
