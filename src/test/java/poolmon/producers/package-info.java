/// Real libraries that measure pools, on a real PostgreSQL, read by poolmon over HTTP and compared
/// with what the pool itself says.
@NullMarked
package poolmon.producers;

import org.jspecify.annotations.NullMarked;
