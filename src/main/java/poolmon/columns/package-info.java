/// What a table shows of pools, sessions and clients, each column defined once, and how text and
/// numbers are brought to a width that a person can read. It must not know a colour, an escape
/// code, a file or an output format: it hands out cells with a role, and others paint them.
@NullMarked
package poolmon.columns;

import org.jspecify.annotations.NullMarked;
