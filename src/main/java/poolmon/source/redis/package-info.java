/// Asks a Redis or Valkey server for its client slots and its clients. It knows no threshold, and
/// nothing of the other sources.
@NullMarked
package poolmon.source.redis;

import org.jspecify.annotations.NullMarked;
