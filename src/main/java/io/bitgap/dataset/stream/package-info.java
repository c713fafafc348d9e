/** Image folders of any size: listed in memory, decoded by threads of their own ahead of training. */
@NullMarked
package io.bitgap.dataset.stream;

import org.jspecify.annotations.NullMarked;
