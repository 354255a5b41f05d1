/// The command line: options, commands, exit codes, and the world that poolmon runs in. What a
/// command does is done by the packages that it calls; none of them knows this one.
@NullMarked
package poolmon.cli;

import org.jspecify.annotations.NullMarked;
