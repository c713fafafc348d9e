/** Kernels on oneDNN 3, called on the arrays' own memory. */
@NullMarked
package io.bitgap.layer.kernel.onednn;

import org.jspecify.annotations.NullMarked;
