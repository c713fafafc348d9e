/** Kernels on ND4J operations only, for other processors and for CUDA. */
@NullMarked
package io.bitgap.layer.kernel.portable;

import org.jspecify.annotations.NullMarked;
