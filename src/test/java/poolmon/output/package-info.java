@NullMarked
package poolmon.output;

import org.jspecify.annotations.NullMarked;
