package io.bitgap.training;

import java.util.List;
import java.util.Optional;

/** Recipes by name. */
public final class Recipes {
    private static final Recipe FINE_TUNING =
            new Recipe(3, 128, 0.04, ScheduleKind.COSINE, 0, 0.9, true, 1e-4, 1, true);
    private static final Recipe BASELINE =
            new Recipe(30, 128, 0.2, ScheduleKind.ONE_CYCLE, 0, 0.9, true, 5e-4, 1, true);
    private static final Recipe ORIGIN = new Recipe(200, 128, 0.1, ScheduleKind.STEP, 0, 0.9, false, 2e-4, 1, true);

    private Recipes() {}

    /** A named recipe and where it comes from. */
    public record Named(String name, String sentence, String source, Recipe recipe) {}

    public static List<Named> catalogue() {
        return List.of(
                new Named(
                        "fine-tune-cosine",
                        "Fine-tunes the fp32 baseline at a fifth of its usual rate on a falling cosine.",
                        "Bitgap's default; the cosine is arXiv 1608.03983",
                        FINE_TUNING),
                new Named(
                        "int8-sine",
                        "Fine-tunes the fp32 baseline for 2 epochs at rate = fp32 rate / 2 * sin(pi * step / steps).",
                        "the origin's int8 recipe (mx_quant_op README)",
                        int8Sine(BASELINE)),
                new Named(
                        "origin-cifar10",
                        "200 epochs from scratch, rate 0.1, a tenth from 30 % and a hundredth from 60 % of them on; use it "
                                + "with \"start\": \"scratch\".",
                        "the origin's CIFAR-10 tables (resnet.mxnet)",
                        ORIGIN));
    }

    /**
     * The recipe of that name for a run that starts from a baseline trained with the given one ({@code int8-sine} takes
     * half of its rate).
     */
    public static Optional<Recipe> find(String name, Recipe baseline) {
        return name.equals("int8-sine")
                ? Optional.of(int8Sine(baseline))
                : catalogue().stream()
                        .filter(named -> named.name().equals(name))
                        .map(Named::recipe)
                        .findFirst();
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
