/// Reads what a service said earlier, from a file or standard input. It knows no format by itself,
/// and judges nothing.
@NullMarked
package poolmon.source.saved;

import org.jspecify.annotations.NullMarked;
