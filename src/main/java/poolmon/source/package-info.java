/// The list of the sources: which one asks which kind of target. The sources themselves are in the
/// children of this package and know nothing of it.
@NullMarked
package poolmon.source;

import org.jspecify.annotations.NullMarked;
