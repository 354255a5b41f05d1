@NullMarked
package poolmon.live;

import org.jspecify.annotations.NullMarked;
