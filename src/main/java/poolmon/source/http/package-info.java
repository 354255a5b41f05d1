/// Asks a URL over HTTP and brings back what was answered, under one deadline that no server can
/// stretch. It knows nothing of pools: what a body means is for others to say.
@NullMarked
package poolmon.source.http;

import org.jspecify.annotations.NullMarked;
