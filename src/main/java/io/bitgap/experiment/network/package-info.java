/** The networks that people uploaded, beside those that come along: their table. */
@NullMarked
package io.bitgap.experiment.network;

import org.jspecify.annotations.NullMarked;
