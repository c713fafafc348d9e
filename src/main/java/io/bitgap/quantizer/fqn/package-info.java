/** FQN: affine maps whose activation ranges are quantiles. */
@NullMarked
package io.bitgap.quantizer.fqn;

import org.jspecify.annotations.NullMarked;
