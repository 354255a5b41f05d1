/// How much there has to be, and until when what there is will do. Pure: arithmetic on what was
/// seen.
@NullMarked
package poolmon.capacity;

import org.jspecify.annotations.NullMarked;
