/** Training runs: their states, their attempts, and what users may do to them. */
@ApplicationModule(
        displayName = "run",
        allowedDependencies = {
            "problem",
            "account",
            "json",
            "format",
            "listing",
            "quantizer",
            "quantizer :: *",
            "graph",
            "training"
        })
@NullMarked
package io.bitgap.run;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
