/** ONNX Runtime: a second, independent implementation of the exported network. */
@NullMarked
package io.bitgap.export.runtime;

import org.jspecify.annotations.NullMarked;
