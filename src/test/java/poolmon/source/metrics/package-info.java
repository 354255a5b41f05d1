@NullMarked
package poolmon.source.metrics;

import org.jspecify.annotations.NullMarked;
