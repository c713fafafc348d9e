/** Bit-packed integer weights: the file, what describes it, and its reader. */
@NullMarked
package io.bitgap.export.packed;

import org.jspecify.annotations.NullMarked;
