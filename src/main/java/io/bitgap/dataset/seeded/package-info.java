/** Random numbers that are the same on every machine and in every version of Java. */
@NullMarked
package io.bitgap.dataset.seeded;

import org.jspecify.annotations.NullMarked;
