/** Saves and restores the state of a training run with its provenance. */
@ApplicationModule(
        displayName = "checkpoint",
        allowedDependencies = {"problem", "format", "listing", "artifact", "training", "run", "run :: *"})
@NullMarked
package io.bitgap.checkpoint;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
