/** Bytes by key, with their hash. */
@ApplicationModule(
        displayName = "artifact",
        allowedDependencies = {"problem", "settings", "format"})
@NullMarked
package io.bitgap.artifact;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
