/// Certificates and keys in PEM files, for those who ask over TLS and those who answer over it. It
/// knows nothing of either.
@NullMarked
package poolmon.pem;

import org.jspecify.annotations.NullMarked;
