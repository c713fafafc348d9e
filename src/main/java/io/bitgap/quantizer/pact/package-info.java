/** PACT: activations under a learned clip threshold. */
@NullMarked
package io.bitgap.quantizer.pact;

import org.jspecify.annotations.NullMarked;
