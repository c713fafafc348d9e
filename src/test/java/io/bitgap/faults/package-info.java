/** The service broken on purpose: real processes, a real PostgreSQL, faults drawn from a seed. {@code mvn verify -Pfaults}. */
@NullMarked
package io.bitgap.faults;

import org.jspecify.annotations.NullMarked;
