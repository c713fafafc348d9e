package io.bitgap.experiment.spec;

import io.bitgap.quantizer.LevelConvention;
import io.bitgap.training.BitWidths;
import io.bitgap.training.ImagesPlan;
import io.bitgap.training.Limits;
import io.bitgap.training.Recipe;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A grid as it was submitted, checked, with every default filled in.
 *
 * @param images what the data set has now
 * @param baseline how the fp32 runs are trained
 * @param recipe how every other run is trained
 * @param control whether fp32 runs are trained on as the quantized ones are, see {@link Controls}
 * @param priority -1000..1000, higher runs earlier
 * @param networkDefinition of an uploaded network, null for one that comes along
 */
public record ExperimentSpec(
        String name,
        String network,
        String dataset,
        ImagesPlan images,
        List<MethodSpec> methods,
        List<BitWidths> bits,
        List<Long> seeds,
        Recipe baseline,
        RecipeChoice recipe,
        AttachSpec attach,
        Limits limits,
        boolean control,
        LevelConvention levelConvention,
        int priority,
        @Nullable String networkDefinition) {
    public ExperimentSpec {
        methods = List.copyOf(methods);
        bits = List.copyOf(bits);
        seeds = List.copyOf(seeds);
    }
}
