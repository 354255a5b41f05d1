/// Asks a running service about its pools: where to ask, and what to make of what comes back. It
/// knows no format by itself, and judges nothing.
@NullMarked
package poolmon.source.service;

import org.jspecify.annotations.NullMarked;
