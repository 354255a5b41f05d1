package poolmon.output;

import poolmon.model.Output;
import poolmon.model.Report;

import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.Map;

/// For Prometheus, by way of node_exporter's textfile collector or a push: the text format 0.0.4.
final class PrometheusOutput implements Output {
    private final Writer writer;

    PrometheusOutput(Paper paper) {
        this.writer = paper.writer();
    }

    @Override
    public void print(Report report) throws IOException {
        for (Metric metric : Metrics.of(report)) {
            String type = metric.type().name().toLowerCase(Locale.ROOT);
            writer.write("# HELP " + metric.name() + " " + metric.help() + "\n");
            writer.write("# TYPE " + metric.name() + " " + type + "\n");
            for (Metric.Series series : metric.series()) {
                writer.write(metric.name() + "{" + text(series.labels()) + "} ");
                writer.write(series.value() + "\n");
            }
        }
        writer.flush();
    }

    private static String text(Map<String, String> labels) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, String> label : labels.entrySet()) {
            text.append(text.isEmpty() ? "" : ",").append(label.getKey()).append("=\"");
            String value = label.getValue();
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                if (c == '\\' || c == '"') {
                    text.append('\\');
                }
                text.append(c);
            }
            text.append('"');
        }
        return text.toString();
    }
}
