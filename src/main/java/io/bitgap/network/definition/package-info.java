/** What a network is made of, without data set, training or DL4J: checked, counted, written as text, built. */
@NullMarked
package io.bitgap.network.definition;

import org.jspecify.annotations.NullMarked;
