/// Completions in real shells, manual pages by real formatters.
@NullMarked
package poolmon.reference;

import org.jspecify.annotations.NullMarked;
