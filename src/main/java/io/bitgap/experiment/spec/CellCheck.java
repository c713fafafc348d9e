package io.bitgap.experiment.spec;

import io.bitgap.form.FieldKind;
import io.bitgap.problem.FieldProblem;
import io.bitgap.quantizer.Bits;
import io.bitgap.quantizer.LevelConvention;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Quantizers;
import io.bitgap.quantizer.Role;
import io.bitgap.training.BatchNormPolicy;
import io.bitgap.training.LayerPlan;
import io.bitgap.training.MethodPlan;
import io.bitgap.training.Oscillation;
import io.bitgap.training.QuantizerChoice;
import io.bitgap.training.Recipe;
import io.bitgap.training.Start;
import java.util.Optional;

/** Checks whether a recipe can train a method at given bit widths at all. */
final class CellCheck {
    private CellCheck() {}

    /** Of a cell whose fields are right. The pointer is left empty. */
    static Optional<FieldProblem> problem(CellPlan cell, LevelConvention levels) {
        MethodPlan method = cell.method();
        return oneLevel(method.weights(), Role.WEIGHTS, method.weightBits(), levels)
                .or(() -> oneLevel(method.activations(), Role.ACTIVATIONS, method.activationBits(), levels))
                .or(() -> batchNorm(cell))
                .or(() -> reestimation(cell.recipe()))
                .or(() -> distillation(cell))
                .or(() -> latentWeights(cell));
    }

    /** Of the override of a single layer in such a cell. The pointer is left empty. */
    static Optional<FieldProblem> problem(CellPlan cell, LayerPlan layer, LevelConvention levels) {
        MethodPlan method = cell.method();
        Optional<FieldProblem> weights = Optional.ofNullable(layer.weights())
                .flatMap(own -> oneLevel(
                        own.quantizerOr(method.weights()), Role.WEIGHTS, own.bitsOr(method.weightBits()), levels));
        return weights.or(() -> magnitude(cell.recipe().oscillation(), ownWeights(method, layer)))
                .or(() -> Optional.ofNullable(layer.activations())
                        .flatMap(own -> oneLevel(
                                own.quantizerOr(method.activations()),
                                Role.ACTIVATIONS,
                                own.bitsOr(method.activationBits()),
                                levels)));
    }

    private static MethodPlan ownWeights(MethodPlan method, LayerPlan layer) {
        return layer.weights() == null
                ? method
                : new MethodPlan(
                        method.label(),
                        layer.weights().quantizerOr(method.weights()),
                        method.activations(),
                        layer.weights().bitsOr(method.weightBits()),
                        method.activationBits());
    }

    private static Optional<FieldProblem> oneLevel(
            QuantizerChoice choice, Role role, int bits, LevelConvention levels) {
        if (bits == Bits.FP32 || !choice.quantizes()) {
            return Optional.empty();
        }
        QuantizerSpec spec = new QuantizerSpec(choice.quantizer(), role, bits, choice.options(), levels);
        if (Quantizers.of(spec).levels() > 1) {
            return Optional.empty();
        }
        return problem(
                "one-level",
                "%s has a single level, 0, for %s of %d bit: nothing can be trained; use 2 bits or more there."
                        .formatted(choice.quantizer(), role.word(), bits));
    }

    private static Optional<FieldProblem> batchNorm(CellPlan cell) {
        boolean frozen = cell.recipe().freezesBatchNorm(0);
        Optional<Role> needs = frozen ? BatchNormPolicy.needsBatchNorm(cell.method()) : Optional.empty();
        if (needs.isPresent()) {
            boolean weights = needs.get() == Role.WEIGHTS;
            QuantizerChoice choice =
                    weights ? cell.method().weights() : cell.method().activations();
            return problem(
                    "needs-batch-norm",
                    "%s %s lose their magnitude, so that a batch norm behind them has to follow the batches; "
                                    .formatted(choice.quantizer(), needs.get().word())
                            + "use \"batchNorm\": \"train\", or freeze it after an epoch or more"
                            + (weights ? ", or leave their option \"rescale\" at \"auto\"." : "."));
        }
        if (!BatchNormPolicy.survives(cell.recipe())) {
            return problem(
                    "destroys-network",
                    ("folds batch norm and is trained at the rate %s with that, which destroys the network: without batch norm a step of"
                                    + " the weights moves the output by far more. Use %s or less of the recipe's rate, gradientClip, or"
                                    + " warmupEpochs; or \"batchNorm\": \"train\".")
                            .formatted(
                                    FieldKind.plain(cell.recipe().learningRate()),
                                    FieldKind.plain(BatchNormPolicy.LARGEST_RATE)));
        }
        if (frozen && cell.start() == Start.SCRATCH) {
            return problem(
                    "needs-baseline",
                    "batch norm can only be frozen or folded from the start with a baseline's statistics; start from "
                            + "\"fp32\", or use \"batchNorm\": \"train\".");
        }
        return Optional.empty();
    }

    private static Optional<FieldProblem> reestimation(Recipe recipe) {
        if (recipe.averaging().reestimateBatchNorm() == 0 || !recipe.freezesBatchNorm(recipe.epochs() - 1)) {
            return Optional.empty();
        }
        return problem(
                "contradiction",
                "\"reestimateBatchNorm\" would change statistics that \"batchNorm\" freezes or folds; leave one of the two out.");
    }

    private static Optional<FieldProblem> distillation(CellPlan cell) {
        if (cell.recipe().distillation().share() == 0 || cell.start() != Start.SCRATCH) {
            return Optional.empty();
        }
        return problem(
                "needs-baseline",
                "distillation learns from the fp32 run of the seed, which a run from scratch does not wait for; start from "
                        + "\"fp32\", or leave \"distillation\" out.");
    }

    private static Optional<FieldProblem> latentWeights(CellPlan cell) {
        Oscillation oscillation = cell.recipe().oscillation();
        boolean watched = oscillation.watches() || cell.recipe().quantization().transitionRate() > 0;
        boolean pulled = oscillation.dampening() > 0 || oscillation.freezing() > 0;
        MethodPlan method = cell.method();
        boolean latent = method.weights().quantizes() && method.weightBits() != Bits.FP32;
        if ((watched || pulled) && !latent && method.activationBits() != Bits.FP32) {
            return problem(
                    "needs-quantized-weights",
                    "\"transitionRate\" and \"oscillation\" are about quantized weights, of which this method has none; leave them"
                            + " out.");
        }
        return magnitude(oscillation, method);
    }

    private static Optional<FieldProblem> magnitude(Oscillation oscillation, MethodPlan method) {
        boolean pulled = oscillation.dampening() > 0 || oscillation.freezing() > 0;
        if (pulled && !BatchNormPolicy.weightsKeepMagnitude(method)) {
            return problem(
                    "needs-magnitude",
                    "%s weights are on a scale of their own, so that latent weights cannot be pulled towards or put on their levels;"
                                    .formatted(method.weights().quantizer())
                            + " leave \"dampening\" and \"freezing\" out, or use another quantizer for weights.");
        }
        return Optional.empty();
    }

    private static Optional<FieldProblem> problem(String code, String sentence) {
        return Optional.of(new FieldProblem("", code, sentence));
    }
}
