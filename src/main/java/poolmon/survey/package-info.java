/// Walks the road once: asks all targets at the same time, has the answers judged, and makes the
/// report of it. It prints nothing and knows no option of the command line.
@NullMarked
package poolmon.survey;

import org.jspecify.annotations.NullMarked;
