/// Unix sockets for drivers that know sockets of the JDK's old kind only.
@NullMarked
package poolmon.source.unixsocket;

import org.jspecify.annotations.NullMarked;
