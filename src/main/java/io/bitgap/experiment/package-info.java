/** Experiments, runs, attempts, metrics: the domain and its tables. */
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
            "run :: *",
            "queue"
        })
@NullMarked
package io.bitgap.experiment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
