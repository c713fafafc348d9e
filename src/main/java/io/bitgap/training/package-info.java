/** Plan, schedule, loop and evaluation of one training run; knows neither jobs nor HTTP. */
@ApplicationModule(
        displayName = "training",
        allowedDependencies = {
            "problem",
            "format",
            "json",
            "form",
            "quantizer",
            "quantizer :: *",
            "layer",
            "graph",
            "network",
            "dataset"
        })
@NullMarked
package io.bitgap.training;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
