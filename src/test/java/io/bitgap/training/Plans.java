package io.bitgap.training;

import io.bitgap.graph.Operations;
import io.bitgap.quantizer.LevelConvention;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plans as tests and benchmarks need them: what they do not care about has a value already. */
public final class Plans {
    private Plans() {}

    /** A plan that leaves the first and the last layer in fp32. */
    public static TrainingPlan of(
            String network, String dataset, @Nullable MethodPlan method, Recipe recipe, Limits limits, long seed) {
        return of(network, dataset, method, recipe, edges(EdgeLayer.KEEP, EdgeLayer.KEEP), limits, seed);
    }

    public static TrainingPlan of(
            String network,
            String dataset,
            @Nullable MethodPlan method,
            Recipe recipe,
            Attach attach,
            Limits limits,
            long seed) {
        return new TrainingPlan(
                network,
                dataset,
                new ImagesPlan(32, 32, 10),
                method,
                recipe,
                attach,
                limits,
                seed,
                LevelConvention.BITS,
                null);
    }

    /** Convolutions and dense layers, without overrides. */
    public static Attach edges(EdgeLayer first, EdgeLayer last) {
        return new Attach(first, last, List.of(), Operations.DEFAULT, List.of());
    }
}
