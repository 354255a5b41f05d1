/// JSON as values that readers match on, and back to text without secrets. It knows nothing of what
/// the values mean.
@NullMarked
package poolmon.source.json;

import org.jspecify.annotations.NullMarked;
