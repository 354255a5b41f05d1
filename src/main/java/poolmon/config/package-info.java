/// Turns what users write (URLs, connection strings, environment variables) into targets. It knows
/// no source: whether something stands at a target is not its question.
@NullMarked
package poolmon.config;

import org.jspecify.annotations.NullMarked;
