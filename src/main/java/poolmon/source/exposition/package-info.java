/// The text formats in which programs expose their metrics, Prometheus' and OpenMetrics. It knows
/// nothing of what a metric means.
@NullMarked
package poolmon.source.exposition;

import org.jspecify.annotations.NullMarked;
