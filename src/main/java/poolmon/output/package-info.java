/// The formats in which a report is printed, one class each, listed in [poolmon.output.Format]. An
/// output prints what was judged and must not know how: no threshold, no clock, no source, no
/// terminal but the [poolmon.output.Paper] it is handed.
@NullMarked
package poolmon.output;

import org.jspecify.annotations.NullMarked;
