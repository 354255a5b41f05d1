/// Looks that go on: a line for each, a recording of them, and the screen that stays open.
@NullMarked
package poolmon.live;

import org.jspecify.annotations.NullMarked;
