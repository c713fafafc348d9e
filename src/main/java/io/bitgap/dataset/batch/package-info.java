/** Batches prepared ahead of time into memory that is used again. */
@NullMarked
package io.bitgap.dataset.batch;

import org.jspecify.annotations.NullMarked;
