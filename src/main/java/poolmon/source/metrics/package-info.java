/// Which metrics the world's connection pools have, and what they mean: one class for each origin.
/// It knows nothing of how the metrics were fetched or written, and judges nothing.
@NullMarked
package poolmon.source.metrics;

import org.jspecify.annotations.NullMarked;
