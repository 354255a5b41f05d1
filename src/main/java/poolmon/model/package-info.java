/// What is looked at, what was told, and what was made of it: immutable data, and the ports between
/// the stations of the road. It knows no library, no driver, no terminal and no clock.
@NullMarked
package poolmon.model;

import org.jspecify.annotations.NullMarked;
