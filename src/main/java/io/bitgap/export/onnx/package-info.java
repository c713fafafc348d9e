/** Writes a deployed network as an ONNX model. */
@NullMarked
package io.bitgap.export.onnx;

import org.jspecify.annotations.NullMarked;
