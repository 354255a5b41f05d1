/// Servers that fail in every way there is, and what every command makes of each.
@NullMarked
package poolmon.faults;

import org.jspecify.annotations.NullMarked;
