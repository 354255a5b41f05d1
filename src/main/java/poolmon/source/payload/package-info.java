/// What the bodies of health endpoints mean: one reader per format, and the ordered list of them.
/// It knows nothing of how a body was fetched, and judges nothing.
@NullMarked
package poolmon.source.payload;

import org.jspecify.annotations.NullMarked;
