/** Lists by the page: which parameters a list takes, what they mean in SQL, and where the next page begins. */
@NullMarked
package io.bitgap.experiment.listing;

import org.jspecify.annotations.NullMarked;
