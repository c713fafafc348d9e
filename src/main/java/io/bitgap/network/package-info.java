/** The networks that can be trained, by name. */
@ApplicationModule(
        displayName = "network",
        allowedDependencies = {"problem", "json", "layer"})
@NullMarked
package io.bitgap.network;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
