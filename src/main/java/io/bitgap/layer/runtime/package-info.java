/** What the layer configurations become when a network is initialised. */
@NullMarked
package io.bitgap.layer.runtime;

import org.jspecify.annotations.NullMarked;
