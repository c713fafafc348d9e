/** Reads a network that DL4J has written, as a plain tree of words and numbers: no class is looked up by its name. */
@NullMarked
package io.bitgap.network.upload;

import org.jspecify.annotations.NullMarked;
