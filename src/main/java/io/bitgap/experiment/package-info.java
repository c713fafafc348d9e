/** Experiments, runs, attempts, metrics: the domain and its tables. */
@ApplicationModule(
        displayName = "experiment",
        allowedDependencies = {"problem", "settings", "training", "quantizer", "graph", "network", "dataset"})
@NullMarked
package io.bitgap.experiment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
