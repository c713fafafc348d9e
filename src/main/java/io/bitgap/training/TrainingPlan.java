package io.bitgap.training;

import io.bitgap.network.Networks;
import io.bitgap.quantizer.LevelConvention;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that determines one run's result, apart from the device and the starting weights.
 *
 * @param network name as in {@code GET /networks}
 * @param dataset name as in {@code GET /datasets}
 * @param images what that data set had when the run was planned
 * @param method the quantizers, or null for an fp32 baseline
 * @param recipe how to train
 * @param attach where quantizers go
 * @param limits how much of the data set is used
 * @param seed of initial weights, order and augmentation
 * @param levels what a bit means for signed weights
 * @param definition of an uploaded network, so that whoever has the plan can make it; null for one that comes along
 */
public record TrainingPlan(
        String network,
        String dataset,
        ImagesPlan images,
        @Nullable MethodPlan method,
        Recipe recipe,
        Attach attach,
        Limits limits,
        long seed,
        LevelConvention levels,
        @Nullable String definition) {
    /** What of its network is not computed, in sentences; empty for one that comes along. */
    public List<String> networkNotes() {
        return definition == null
                ? List.of()
                : Networks.uploaded(network, definition, "").notes();
    }

    public TrainingPlan withSeed(long other) {
        return new TrainingPlan(network, dataset, images, method, recipe, attach, limits, other, levels, definition);
    }
}
