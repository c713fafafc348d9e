/** Tensors as quantizers read and write them, in tiles that cores share. */
@NamedInterface("tensor")
@NullMarked
package io.bitgap.quantizer.tensor;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
