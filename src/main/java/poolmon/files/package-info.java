/// Files that users name and that may be pipes: read within a deadline, whoever is at their other
/// end.
@NullMarked
package poolmon.files;

import org.jspecify.annotations.NullMarked;
