/** GDRQ: clip thresholds from the mean magnitude. */
@NullMarked
package io.bitgap.quantizer.gdrq;

import org.jspecify.annotations.NullMarked;
