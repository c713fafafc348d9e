/** The quantizers: spec, forward map, gradient, learned parameters and state of one tensor. */
@ApplicationModule(
        displayName = "quantizer",
        allowedDependencies = {"problem", "json", "form"})
@NullMarked
package io.bitgap.quantizer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
