@NullMarked
package poolmon.source.prometheus;

import org.jspecify.annotations.NullMarked;
