package io.bitgap.experiment.spec;

import io.bitgap.json.JsonProblems;
import io.bitgap.quantizer.Bits;
import io.bitgap.training.BitWidths;
import io.bitgap.training.Recipe;
import io.bitgap.training.RecipeField;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Checks the grid as a whole: combinations of methods, bits and seeds. */
final class GridCheck {
    static final int MAX_RUNS = 500;

    private final JsonProblems problems;
    private final Set<String> wrongOverrides = new HashSet<>();
    /** Whether the fields are right, so that quantizers can be made of them. */
    private boolean sound;

    GridCheck(JsonProblems problems) {
        this.problems = problems;
    }

    void check(ExperimentSpec spec) {
        sound = problems.none();
        int cells = spec.methods().stream()
                .mapToInt(method -> method.rows(spec.bits()).size())
                .sum();
        int controls = sound ? Controls.of(spec).all().size() : 0;
        int runs = spec.seeds().size() * (1 + controls + cells);
        if (runs > MAX_RUNS) {
            problems.add(
                    "",
                    "too-many-runs",
                    "The grid has " + runs + " runs (" + spec.methods().size() + " methods x "
                            + spec.bits().size() + " settings x " + spec.seeds().size()
                            + " seeds, and a baseline"
                            + (controls == 0 ? "" : " and " + controls + (controls == 1 ? " control" : " controls"))
                            + " a seed);"
                            + " at most " + MAX_RUNS + " are allowed: split it.");
        }
        if (spec.limits().validationExamples() == 0) {
            checkEarlyStopping(spec.baseline(), "/baseline");
            checkEarlyStopping(spec.recipe().recipe(), "/recipe");
            for (int index = 0; index < spec.methods().size(); index++) {
                RecipeChoice own = spec.methods().get(index).recipe();
                if (own != null) {
                    checkEarlyStopping(own.recipe(), "/methods/" + index + "/recipe");
                }
            }
        }
        for (int index = 0; index < spec.methods().size(); index++) {
            checkCells(spec, spec.methods().get(index), "/methods/" + index);
            checkControls(spec, spec.methods().get(index), "/methods/" + index);
        }
    }

    /** A chain of runs has a control of as many epochs as all of them. */
    private void checkControls(ExperimentSpec spec, MethodSpec method, String place) {
        if (!sound || !spec.control()) {
            return;
        }
        GridCell.of(spec, method).stream()
                .flatMap(cell -> cell.control().stream())
                .mapToInt(Recipe::epochs)
                .max()
                .stream()
                .filter(epochs -> epochs > RecipeField.MAX_EPOCHS)
                .forEach(epochs -> problems.add(
                        place,
                        "control-too-long",
                        "makes a chain of %d epochs, for as many of which its control would be trained; at most %d: fewer settings or epochs, or \"control\": false."
                                .formatted(epochs, RecipeField.MAX_EPOCHS)));
    }

    /** Of a spec without validation images: on the test split nobody may stop. */
    private void checkEarlyStopping(Recipe recipe, String place) {
        if (recipe.selection().earlyStopping() > 0) {
            problems.add(
                    place + "/earlyStopping",
                    "needs-validation",
                    "needs images to stop by that are not the test split; hold some out with \"limits\": {\"validationExamples\": 500}, or leave it out.");
        }
    }

    /** A method that leaves a role in fp32 can make the same cell of two settings, or no quantized cell at all. */
    private void checkCells(ExperimentSpec spec, MethodSpec method, String place) {
        Map<BitWidths, BitWidths> cells = new HashMap<>();
        for (BitWidths setting : method.rows(spec.bits())) {
            BitWidths real = new BitWidths(
                    method.quantizesWeights() ? setting.weights() : Bits.FP32,
                    method.quantizesActivations() ? setting.activations() : Bits.FP32);
            BitWidths other = cells.putIfAbsent(real, setting);
            if (real.equals(BitWidths.FP32)) {
                problems.add(
                        place,
                        "quantizes-nothing",
                        "quantizes nothing at the setting " + setting.label()
                                + ": the role that it quantizes has 32 bits there.");
            } else if (other != null) {
                problems.add(
                        place,
                        "duplicate-cell",
                        "would train the same thing at " + other.label() + " and " + setting.label()
                                + ", because one of its roles stays fp32; leave one setting out.");
            } else if (sound) {
                CellPlan cell = CellPlan.of(spec, method, setting);
                CellCheck.problem(cell, spec.levelConvention())
                        .ifPresent(problem -> problems.add(place, problem.code(), problem.message()));
                checkOverrides(spec, cell);
            }
        }
    }

    /** What an override leaves open the method decides, so each cell is asked; the first that is wrong is said. */
    private void checkOverrides(ExperimentSpec spec, CellPlan cell) {
        for (int index = 0; index < spec.attach().overrides().size(); index++) {
            String place = "/attach/overrides/" + index;
            CellCheck.problem(cell, spec.attach().overrides().get(index), spec.levelConvention())
                    .filter(problem -> wrongOverrides.add(place))
                    .ifPresent(problem -> problems.add(place, problem.code(), problem.message()));
        }
    }
}
