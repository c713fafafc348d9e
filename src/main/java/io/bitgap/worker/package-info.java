/** Takes a run from the queue, trains it on a device of the pool, reports and saves. */
@ApplicationModule(
        displayName = "worker",
        allowedDependencies = {
            "problem",
            "settings",
            "format",
            "artifact",
            "database",
            "dataset",
            "training",
            "run",
            "run :: *",
            "queue",
            "checkpoint",
            "export"
        })
@NullMarked
package io.bitgap.worker;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
