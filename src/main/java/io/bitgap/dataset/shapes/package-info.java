/** The generated data set shapes10. */
@NullMarked
package io.bitgap.dataset.shapes;

import org.jspecify.annotations.NullMarked;
