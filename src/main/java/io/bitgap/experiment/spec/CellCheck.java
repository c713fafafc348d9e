package io.bitgap.experiment.spec;

import io.bitgap.problem.FieldProblem;
import io.bitgap.quantizer.LevelConvention;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Quantizers;
import io.bitgap.quantizer.Role;
import io.bitgap.training.BatchNormMode;
import io.bitgap.training.BatchNormPolicy;
import io.bitgap.training.BitWidths;
import io.bitgap.training.QuantizerChoice;
import io.bitgap.training.Recipe;
import io.bitgap.training.Start;
import java.util.Locale;
import java.util.Optional;

/** Whether a method at a setting can be trained by its recipe at all. */
final class CellCheck {
    private CellCheck() {}

    /** Of a cell whose fields are right. The pointer is left empty. */
    static Optional<FieldProblem> problem(CellPlan cell, LevelConvention levels) {
        return oneLevel(cell.method().weights(), Role.WEIGHTS, cell.method().weightBits(), levels)
                .or(() -> oneLevel(
                        cell.method().activations(),
                        Role.ACTIVATIONS,
                        cell.method().activationBits(),
                        levels))
                .or(() -> batchNorm(cell));
    }

    private static Optional<FieldProblem> oneLevel(
            QuantizerChoice choice, Role role, int bits, LevelConvention levels) {
        if (bits == BitWidths.FP32) {
            return Optional.empty();
        }
        QuantizerSpec spec = new QuantizerSpec(choice.quantizer(), role, bits, choice.options(), levels);
        if (Quantizers.of(spec).levels() > 1) {
            return Optional.empty();
        }
        return problem(
                "one-level",
                "%s has a single level, 0, for %s of %d bit: nothing can be trained; use 2 bits or more there."
                        .formatted(choice.quantizer(), role.name().toLowerCase(Locale.ROOT), bits));
    }

    private static Optional<FieldProblem> batchNorm(CellPlan cell) {
        Recipe.Quantization quantization = cell.recipe().quantization();
        boolean folds = quantization.batchNorm() == BatchNormMode.FOLD_FROZEN;
        boolean freezesAtOnce =
                quantization.batchNorm() == BatchNormMode.FREEZE && quantization.freezeBatchNormAfterEpoch() == 0;
        if ((folds || freezesAtOnce) && !BatchNormPolicy.allowed(cell.method())) {
            return problem(
                    "needs-batch-norm",
                    "%s weights lose their magnitude, so that a batch norm behind them has to follow the batches; "
                                    .formatted(cell.method().weights().quantizer())
                            + "use \"batchNorm\": \"train\", or freeze it after an epoch or more.");
        }
        if ((folds || freezesAtOnce) && cell.start() == Start.SCRATCH) {
            return problem(
                    "needs-baseline",
                    "batch norm can only be frozen or folded from the start with a baseline's statistics; start from "
                            + "\"fp32\", or use \"batchNorm\": \"train\".");
        }
        return Optional.empty();
    }

    private static Optional<FieldProblem> problem(String code, String sentence) {
        return Optional.of(new FieldProblem("", code, sentence));
    }
}
