@NullMarked
package poolmon.columns;

import org.jspecify.annotations.NullMarked;
