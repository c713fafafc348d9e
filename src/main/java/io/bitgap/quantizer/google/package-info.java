/** Google's integer quantization, symmetric as TensorRT runs it, or affine as in the 2017 paper. */
@NullMarked
package io.bitgap.quantizer.google;

import org.jspecify.annotations.NullMarked;
