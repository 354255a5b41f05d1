/// What is held of what was read: each rule one file, and the list of them. Rules are pure; they
/// know the model and the packages that judge with it, no source, no output and no clock.
@NullMarked
package poolmon.rules;

import org.jspecify.annotations.NullMarked;
