/** DoReFa: tanh-normalized weights and activations in [0,1]. */
@NullMarked
package io.bitgap.quantizer.dorefa;

import org.jspecify.annotations.NullMarked;
