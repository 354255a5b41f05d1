/// What can be typed after `poolmon`, as data, and what is written from it: completions for shells
/// and manual pages. It knows nothing of how a command line is read.
@NullMarked
package poolmon.reference;

import org.jspecify.annotations.NullMarked;
