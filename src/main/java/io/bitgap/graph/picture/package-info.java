/** Draws a graph: boxes and arrows, laid out in layers by Eclipse ELK, written as SVG. Knows no networks. */
@NullMarked
package io.bitgap.graph.picture;

import org.jspecify.annotations.NullMarked;
