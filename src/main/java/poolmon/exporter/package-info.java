/// Serves what poolmon sees over HTTP: metrics, the seed's endpoints, and whether poolmon itself is
/// well. It has looks taken and hands out what came of them; what a look means is for others.
@NullMarked
package poolmon.exporter;

import org.jspecify.annotations.NullMarked;
