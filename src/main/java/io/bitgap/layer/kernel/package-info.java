/** What layers compute with: one interface, oneDNN where it is there, ND4J's own operations elsewhere. */
@NullMarked
package io.bitgap.layer.kernel;

import org.jspecify.annotations.NullMarked;
