package poolmon.source.metrics;

import poolmon.source.exposition.Sample;

/// Where one figure of a pool stands: in a metric of its own, or in those series of a metric that
/// have a certain label.
///
/// @param label empty where every series of the metric counts
record Figure(String metric, String label, String value) {

    /// A figure that an origin does not have.
    static final Figure NONE = new Figure("", "", "");

    /// The figure that has a metric of its own.
    static Figure of(String metric) {
        return new Figure(metric, "", "");
    }

    /// The figure that stands in the series with this label.
    static Figure where(String metric, String label, String value) {
        return new Figure(metric, label, value);
    }

    boolean isIn(Sample sample) {
        return label.isEmpty() || value.equals(sample.labels().get(label));
    }

    /// For a sentence, for example `hikaricp_connections_active`.
    String shown() {
        return label.isEmpty() ? metric : metric + "{" + label + "=\"" + value + "\"}";
    }
}
