/// Looks at PgBouncer by way of its admin console. It is reached and refuses as a PostgreSQL server
/// does; what is asked and what is answered differs. Knows nothing of rules and outputs.
@NullMarked
package poolmon.source.pgbouncer;

import org.jspecify.annotations.NullMarked;
