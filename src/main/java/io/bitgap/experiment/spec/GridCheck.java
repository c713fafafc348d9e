package io.bitgap.experiment.spec;

import io.bitgap.json.JsonProblems;
import io.bitgap.quantizer.Bits;
import io.bitgap.training.BitWidths;
import java.util.HashMap;
import java.util.Map;

/** Checks the grid as a whole: combinations of methods, bits and seeds. */
final class GridCheck {
    static final int MAX_RUNS = 500;

    private final JsonProblems problems;
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
        for (int index = 0; index < spec.methods().size(); index++) {
            checkCells(spec, spec.methods().get(index), "/methods/" + index);
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
                CellCheck.problem(CellPlan.of(spec, method, setting), spec.levelConvention())
                        .ifPresent(problem -> problems.add(place, problem.code(), problem.message()));
            }
        }
    }
}
