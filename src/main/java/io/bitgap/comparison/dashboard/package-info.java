/** The first page: gaps by bits, gaps by network, accuracy against size, and what trains now. */
@NullMarked
package io.bitgap.comparison.dashboard;

import org.jspecify.annotations.NullMarked;
