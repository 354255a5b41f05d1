/// The command line: what the user types becomes a target, a survey and an exit code.
///
/// It joins the other packages and is known to none of them.
@NullMarked
package poolmon.cli;

import org.jspecify.annotations.NullMarked;
