/// Whether poolmon reads what real producers of pool metrics say, as they say it.
///
/// Each test has a real pool on a real PostgreSQL, brings it to a known state and lets the producer
/// tell of it over HTTP. What counts is that poolmon's report, as its user gets it, says the same
/// as the pool's own bean.
@NullMarked
package poolmon.producers;

import org.jspecify.annotations.NullMarked;
