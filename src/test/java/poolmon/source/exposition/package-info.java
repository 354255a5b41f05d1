@NullMarked
package poolmon.source.exposition;

import org.jspecify.annotations.NullMarked;
