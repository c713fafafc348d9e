package io.bitgap.comparison.significance;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How a run and its reference of the same seed differ.
 *
 * @param gap reference's top-1 minus the run's, a fraction
 * @param images the same image by image; null where the two were not tested on the same images, or their predictions are not stored
 */
public record SeedGap(
        long seed,

        @Schema(description = "Top-1 of the reference minus the run's")
        double gap,

        @Schema(
                description =
                        "Images that only one of the two is right about; null where they were not tested on the same"
                                + " images, or their predictions are not stored",
                nullable = true)
        @Nullable
        McNemar images) {}
