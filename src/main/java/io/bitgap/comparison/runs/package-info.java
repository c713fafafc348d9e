/** Two to ten runs side by side. */
@NullMarked
package io.bitgap.comparison.runs;

import org.jspecify.annotations.NullMarked;
