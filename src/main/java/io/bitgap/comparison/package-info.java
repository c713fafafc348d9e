/** Tables and gaps: measured beside published, as pages, CSV, Markdown and LaTeX. */
@ApplicationModule(
        displayName = "comparison",
        allowedDependencies = {
            "problem",
            "account",
            "json",
            "format",
            "form",
            "listing",
            "quantizer",
            "dataset",
            "training",
            "run",
            "run :: checkpoint",
            "queue",
            "experiment"
        })
@NullMarked
package io.bitgap.comparison;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
