/** Attaches quantizers to a DL4J configuration. */
@ApplicationModule(
        displayName = "graph",
        allowedDependencies = {"problem", "format", "quantizer", "layer"})
@NullMarked
package io.bitgap.graph;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
