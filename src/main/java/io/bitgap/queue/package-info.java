/** What waits, what starts when, and how long it takes. */
@ApplicationModule(
        displayName = "queue",
        allowedDependencies = {"problem", "settings", "account", "listing", "dataset", "training", "run", "run :: *"})
@NullMarked
package io.bitgap.queue;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
