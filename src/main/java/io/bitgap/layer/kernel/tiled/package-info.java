/** Passes that no library has, as plain Java loops over memory outside of the heap. */
@NullMarked
package io.bitgap.layer.kernel.tiled;

import org.jspecify.annotations.NullMarked;
