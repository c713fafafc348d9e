/** DL4J layers and vertices that call quantizers, and the kernels that they run on. */
@ApplicationModule(
        displayName = "layer",
        allowedDependencies = {"quantizer", "quantizer :: *"})
@NullMarked
package io.bitgap.layer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
