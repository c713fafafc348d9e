/** Whether a difference of accuracies is more than chance: over seeds, and image by image within one. Formulas alone. */
@NullMarked
package io.bitgap.comparison.significance;

import org.jspecify.annotations.NullMarked;
