package io.bitgap.experiment.spec;

import io.bitgap.training.BitWidths;
import io.bitgap.training.Recipe;
import io.bitgap.training.Start;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A method at a setting.
 *
 * @param plan what its runs are trained with
 * @param wider the cell whose runs its own start from; null where they start from the baseline or from random weights
 */
public record GridCell(
        String method,
        BitWidths setting,
        CellPlan plan,
        @Nullable GridCell wider) {
    /** Those of a method; one that others start from comes before them, in whatever order the settings were listed. */
    public static List<GridCell> of(ExperimentSpec spec, MethodSpec method) {
        List<BitWidths> settings = new ArrayList<>(method.rows(spec.bits()));
        if (settings.stream()
                .anyMatch(setting -> CellPlan.of(spec, method, setting).start() == Start.PROGRESSIVE)) {
            settings.sort(BitWidths.WIDEST_FIRST);
        }
        List<GridCell> cells = new ArrayList<>();
        for (BitWidths setting : settings) {
            CellPlan plan = CellPlan.of(spec, method, setting);
            @Nullable
            GridCell wider = cells.stream()
                    .filter(cell -> plan.start() == Start.PROGRESSIVE && cell.isAtLeast(setting))
                    .reduce((first, second) -> second)
                    .orElse(null);
            cells.add(new GridCell(method.label(), setting, plan, wider));
        }
        return List.copyOf(cells);
    }

    private boolean isAtLeast(BitWidths other) {
        return setting.weights() >= other.weights() && setting.activations() >= other.activations();
    }

    /**
     * What its control is trained with: the same recipe without quantizers, from the baseline, for as many epochs as there are between
     * that and this cell's results. Empty where training began with random weights: more training is not what it has ahead of fp32.
     *
     * <p>The last of a chain of 4, 3 and 2 bits with 2 epochs each has a control of 6 epochs.
     */
    public Optional<Recipe> control() {
        boolean fromBaseline =
                wider == null ? plan.start() != Start.SCRATCH : wider.control().isPresent();
        return fromBaseline ? Optional.of(plan.recipe().withoutQuantizers().epochs(epochs())) : Optional.empty();
    }

    private int epochs() {
        return plan.recipe().epochs() + (wider == null ? 0 : wider.epochs());
    }
}
