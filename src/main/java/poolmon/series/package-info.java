/// What a series of figures says: its slope, whether it has one, and what goes together with it.
/// Formulas with their sources, and nothing of pools.
@NullMarked
package poolmon.series;

import org.jspecify.annotations.NullMarked;
