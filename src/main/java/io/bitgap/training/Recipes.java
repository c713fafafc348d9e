package io.bitgap.training;

import io.bitgap.training.Recipe.Quantization;
import java.util.List;
import java.util.Optional;

/** Recipes by name. */
public final class Recipes {
    /** The recipe that is another one for every method: {@link #forMethod}. */
    public static final String PER_METHOD = "per-method";

    private static final String FINE_TUNE_COSINE = "fine-tune-cosine";
    private static final String INT8_SINE = "int8-sine";
    private static final String PROGRESSIVE = "progressive";
    private static final String FQN_FOLDED = "fqn-folded";
    private static final String GDRQ_TWO_PHASE = "gdrq-two-phase";

    private static final Recipe FINE_TUNING =
            new Recipe(3, 128, 0.04, ScheduleKind.COSINE, 0, 0.9, true, 1e-4, 1, true);
    private static final Recipe BASELINE =
            new Recipe(30, 128, 0.2, ScheduleKind.ONE_CYCLE, 0, 0.9, true, 5e-4, 1, true);
    private static final Recipe ORIGIN = new Recipe(200, 128, 0.1, ScheduleKind.STEP, 0, 0.9, false, 2e-4, 1, true);

    private Recipes() {}

    /**
     * A named recipe and where it comes from.
     *
     * @param start where the runs of a method start that does not say so itself
     */
    public record Named(String name, String sentence, String source, Recipe recipe, Start start) {}

    public static List<Named> catalogue() {
        return catalogue(BASELINE);
    }

    private static List<Named> catalogue(Recipe baseline) {
        return List.of(
                new Named(
                        FINE_TUNE_COSINE,
                        "Fine-tunes the fp32 baseline at a fifth of its usual rate on a falling cosine.",
                        "Bitgap's default; the cosine is arXiv 1608.03983",
                        FINE_TUNING,
                        Start.FP32),
                new Named(
                        INT8_SINE,
                        "Fine-tunes the fp32 baseline for 2 epochs at rate = fp32 rate / 2 * sin(pi * step / steps).",
                        "the origin's int8 recipe (mx_quant_op README)",
                        int8Sine(baseline),
                        Start.FP32),
                new Named(
                        "origin-cifar10",
                        "200 epochs from scratch, rate 0.1, a tenth from 30 % and a hundredth from 60 % of them on.",
                        "the origin's CIFAR-10 tables (resnet.mxnet)",
                        ORIGIN,
                        Start.SCRATCH),
                new Named(
                        PROGRESSIVE,
                        "Each setting is fine-tuned from the next wider one of the grid: list the bits from wide to narrow, "
                                + "e.g. 5, 4, 3, 2.",
                        "Jung et al. (QIL), arXiv 1808.05779, section 3.3",
                        FINE_TUNING,
                        Start.PROGRESSIVE),
                new Named(
                        FQN_FOLDED,
                        "Folds batch norm with the baseline's statistics into the convolutions and fine-tunes these at a "
                                + "small rate: without batch norm a large one diverges.",
                        "Li et al. (FQN), CVPR 2019, section 3",
                        FINE_TUNING
                                .with(FINE_TUNING.epochs(), BatchNormPolicy.RATE * FINE_TUNING.learningRate())
                                .with(new Quantization(BatchNormMode.FOLD_FROZEN, 0, 0)),
                        Start.FP32),
                new Named(
                        GDRQ_TWO_PHASE,
                        "Weights first, activations later: activations stay fp32 in the first epoch while their thresholds "
                                + "follow them.",
                        "Yu et al. (GDRQ), arXiv 1908.01477",
                        FINE_TUNING.with(new Quantization(null, 0, 1)),
                        Start.FP32),
                new Named(
                        PER_METHOD,
                        "Each method by the recipe that suits it: int8-sine for google-int8 at 8 bits, fqn-folded for fqn, "
                                + "progressive for qil, gdrq-two-phase for gdrq activations, else fine-tune-cosine.",
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
        String weights = method.weights().quantizer();
        String activations = method.activations().quantizer();
        boolean eightBits = method.weightBits() == 8 && method.activationBits() == 8;
        String name = FINE_TUNE_COSINE;
        if (BatchNormPolicy.usual(method) == BatchNormMode.FOLD_FROZEN) {
            name = FQN_FOLDED;
        } else if (weights.equals("qil") || activations.equals("qil")) {
            name = PROGRESSIVE;
        } else if (activations.equals("gdrq")) {
            name = GDRQ_TWO_PHASE;
        } else if (eightBits && weights.equals("google-int8") && activations.equals("google-int8")) {
            name = INT8_SINE;
        }
        return find(name, baseline).orElseThrow();
    }

    private static Recipe int8Sine(Recipe baseline) {
        return new Recipe(
                2,
                baseline.batchSize(),
                baseline.learningRate() / 2,
                ScheduleKind.SINE,
                0,
                baseline.momentum(),
                baseline.nesterov(),
                baseline.weightDecay(),
                1,
                baseline.augmentation());
    }

    /** What a baseline is trained with where a spec says nothing. */
    public static Recipe defaultBaseline() {
        return BASELINE;
    }

    /** What quantized runs are trained with where a spec says nothing: {@code fine-tune-cosine}. */
    public static Recipe defaultFineTuning() {
        return FINE_TUNING;
    }
}
