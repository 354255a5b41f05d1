@NullMarked
package poolmon.survey;

import org.jspecify.annotations.NullMarked;
