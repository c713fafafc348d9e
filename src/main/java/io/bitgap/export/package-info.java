/** Files that other runtimes load, and the accuracy that one of them measures. */
@ApplicationModule(
        displayName = "export",
        allowedDependencies = {"problem", "format", "quantizer", "quantizer :: *", "layer", "graph", "dataset"})
@NullMarked
package io.bitgap.export;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
