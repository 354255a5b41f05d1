/// Which sessions hold connections too long, who blocks whom, and which code they come from: pure
/// judgement. It knows the model alone, no server, no clock and no output.
@NullMarked
package poolmon.leaks;

import org.jspecify.annotations.NullMarked;
