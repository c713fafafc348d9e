/** A program of its own that uses a downloaded checkpoint. */
@NullMarked
package io.bitgap.restore;

import org.jspecify.annotations.NullMarked;
