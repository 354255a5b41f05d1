/// Asks a PostgreSQL server who uses its connections, in one statement. It knows the driver and the
/// model, and no rule, output or option.
@NullMarked
package poolmon.source.postgres;

import org.jspecify.annotations.NullMarked;
