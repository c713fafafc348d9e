/** Grids: what is submitted, previewed and stored as runs. */
@ApplicationModule(
        displayName = "experiment",
        allowedDependencies = {
            "problem",
            "settings",
            "account",
            "json",
            "format",
            "form",
            "listing",
            "quantizer",
            "graph",
            "network",
            "dataset",
            "training",
            "run",
            "queue"
        })
@NullMarked
package io.bitgap.experiment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
