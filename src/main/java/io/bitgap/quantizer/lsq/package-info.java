/** LSQ: a learned step. */
@NullMarked
package io.bitgap.quantizer.lsq;

import org.jspecify.annotations.NullMarked;
