/** Bitgap: quantization-aware training experiments as a service. */
@NullMarked
package io.bitgap;

import org.jspecify.annotations.NullMarked;
