package io.bitgap.training;

import io.bitgap.quantizer.Quantizers;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Recipes by name. */
public final class Recipes {
    /** The recipe that is another one for every method: {@link #forMethod}. */
    public static final String PER_METHOD = "per-method";

    /** The recipe of quantized runs where a spec names none. */
    public static final String DEFAULT = "fine-tune-cosine";

    private static final Recipe FINE_TUNING = Recipe.fineTuning();
    private static final Recipe BASELINE = FINE_TUNING
            .epochs(30)
            .learningRate(0.2)
            .schedule(ScheduleKind.ONE_CYCLE)
            .weightDecay(5e-4);

    private Recipes() {}

    /**
     * A named recipe and where it comes from.
     *
     * @param start where the runs of a method start that does not say so itself
     * @param attach where quantizers go in an experiment that does not say so itself; null: where they usually go
     */
    public record Named(
            String name,
            String sentence,
            String source,
            Recipe recipe,
            Start start,
            @Nullable Attach attach) {
        Named(String name, String sentence, String source, Recipe recipe, Start start) {
            this(name, sentence, source, recipe, start, null);
        }
    }

    public static List<Named> catalogue() {
        return catalogue(BASELINE);
    }

    public static List<String> names() {
        return catalogue().stream().map(Named::name).toList();
    }

    private static List<Named> catalogue(Recipe baseline) {
        return Stream.concat(ofBitgap(baseline).stream(), PublishedRecipes.ALL.stream())
                .toList();
    }

    private static List<Named> ofBitgap(Recipe baseline) {
        return List.of(
                new Named(
                        DEFAULT,
                        "Fine-tunes the fp32 baseline at a fifth of its usual rate on a falling cosine.",
                        "Bitgap's default; the cosine is arXiv 1608.03983",
                        FINE_TUNING,
                        Start.FP32),
                new Named(
                        "int8-sine",
                        "Fine-tunes the fp32 baseline for 2 epochs at rate = fp32 rate / 2 * sin(pi * step / steps).",
                        "the origin's int8 recipe (mx_quant_op README)",
                        int8Sine(baseline),
                        Start.FP32),
                new Named(
                        "progressive",
                        "Each setting is fine-tuned from the next wider one of the grid: list the bits from wide to narrow, "
                                + "e.g. 5, 4, 3, 2.",
                        "Jung et al. (QIL), arXiv 1808.05779, section 3.3",
                        FINE_TUNING,
                        Start.PROGRESSIVE),
                new Named(
                        "fqn-folded",
                        "Folds batch norm with the baseline's statistics into the convolutions and fine-tunes these at a "
                                + "small rate: without batch norm a large one diverges.",
                        "Li et al. (FQN), CVPR 2019, section 3",
                        FINE_TUNING
                                .learningRate(BatchNormPolicy.RATE * FINE_TUNING.learningRate())
                                .batchNorm(BatchNormMode.FOLD_FROZEN),
                        Start.FP32),
                new Named(
                        "gdrq-two-phase",
                        "Weights and activations are only clipped in the first third of the epochs, which reshapes them, and "
                                + "quantized in the others.",
                        "Yu et al. (GDRQ), arXiv 1908.01477",
                        FINE_TUNING.quantization(group -> group.clipOnlyEpochs(FINE_TUNING.epochs() / 3)),
                        Start.FP32),
                new Named(
                        PER_METHOD,
                        "Each method by the recipe that suits it: " + recommendations() + ", else " + DEFAULT + ".",
                        "Bitgap; see the recipes it names",
                        FINE_TUNING,
                        Start.FP32));
    }

    /**
     * The recipe of that name for a run that starts from a baseline trained with the given one ({@code int8-sine} takes
     * half of its rate).
     */
    public static Optional<Named> find(String name, Recipe baseline) {
        return catalogue(baseline).stream()
                .filter(named -> named.name().equals(name))
                .findFirst();
    }

    /** What {@link #PER_METHOD} is for a method at a setting. */
    public static Named forMethod(MethodPlan method, Recipe baseline) {
        return Stream.of(method.weights(), method.activations())
                .flatMap(choice -> Quantizers.family(choice.quantizer()).stream())
                .flatMap(family -> family.recommendedRecipe().stream())
                .filter(recommended -> recommended.suits().test(method.use()))
                .map(recommended -> find(recommended.name(), baseline).orElseThrow())
                .filter(named -> !named.recipe().foldsBatchNorm() || BatchNormPolicy.weightsKeepMagnitude(method))
                // a method that folds batch norm needs the small rate that comes with it
                .min(Comparator.comparing(named -> !named.recipe().foldsBatchNorm()))
                .orElseGet(() -> find(DEFAULT, baseline).orElseThrow());
    }

    private static String recommendations() {
        return Quantizers.families().stream()
                .flatMap(family -> family.recommendedRecipe().stream())
                .map(recommended -> recommended.name() + " for " + recommended.methods())
                .collect(Collectors.joining(", "));
    }

    private static Recipe int8Sine(Recipe baseline) {
        return FINE_TUNING
                .epochs(2)
                .batchSize(baseline.batchSize())
                .learningRate(baseline.learningRate() / 2)
                .schedule(ScheduleKind.SINE)
                .momentum(baseline.momentum())
                .nesterov(baseline.nesterov())
                .weightDecay(baseline.weightDecay())
                .augmentation(baseline.augmentation());
    }

    /** What a baseline is trained with where a spec says nothing. */
    public static Recipe defaultBaseline() {
        return BASELINE;
    }
}
