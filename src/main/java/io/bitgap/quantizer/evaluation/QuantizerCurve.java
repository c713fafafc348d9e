package io.bitgap.quantizer.evaluation;

import io.bitgap.quantizer.ActivationQuantizer;
import io.bitgap.quantizer.Parameters;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Quantizers;
import io.bitgap.quantizer.Role;
import io.bitgap.quantizer.Staircase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A quantizer as a curve: y and dy/dx (dL/dx for dL/dy = 1) over evenly spaced inputs.
 *
 * <p>The data are a fixed sample, evenly spaced from -reach to reach; parameters that are not given are initialised from it
 * as a first batch would. Weights depend on their whole tensor, so the sample is the tensor and is what is drawn, as one
 * output channel. Activations are drawn half as far again as the range that is not clipped.
 *
 * <p>Worked number: PACT with alpha 6 is drawn from -3 to 9.
 *
 * @param request what was evaluated, with all parameters; ask the same of {@link QuantizerEvaluation} for the same answer
 * @param grid the inputs of the request
 */
public record QuantizerCurve(EvaluationRequest request, EvenGrid grid, EvaluationResult answer) {
    /**
     * One step of a curve.
     *
     * @param code stored integer
     * @param output value it stands for
     * @param from smallest input of the grid that gets it
     * @param to largest input of the grid that gets it
     */
    public record Level(long code, double output, double from, double to) {}

    /**
     * Evenly spaced inputs, both ends included: x[i] = from + (to - from) * i / (count - 1).
     *
     * <p>Worked number: 801 values from -1 to 1 are 0.0025 apart, and value 400 is 0.
     */
    public record EvenGrid(double from, double to, int count) {
        public EvenGrid {
            if (count < 2) {
                throw new IllegalArgumentException("a grid has at least two values, not " + count);
            }
        }

        static EvenGrid around(double reach, int count) {
            return new EvenGrid(-reach, reach, count);
        }

        List<Double> values() {
            return IntStream.range(0, count)
                    .mapToObj(i -> from + (to - from) * i / (count - 1))
                    .toList();
        }

        /** Distance of neighbours. */
        public double spacing() {
            return (to - from) / (count - 1);
        }
    }

    /** Inputs of a curve; odd, so that 0 is one of them, and enough for the 256 levels of 8 bits. */
    public static final int POINTS = 801;

    private static final double MARGIN = 0.5;

    /**
     * @param reach largest magnitude of the sample, above 0
     * @param parameters those that are given
     * @throws io.bitgap.quantizer.InvalidQuantizer as {@link QuantizerEvaluation#evaluate} does
     */
    public static QuantizerCurve of(QuantizerSpec spec, double reach, Map<String, Double> parameters) {
        EvenGrid sample = EvenGrid.around(reach, POINTS);
        QuantizerCurve first = over(sample, spec, parameters);
        Map<String, Double> all = first.answer().parameters();
        return Quantizers.of(spec).asPublished() instanceof ActivationQuantizer activations
                ? over(around(activations, all, reach), spec, all)
                : first;
    }

    /** The steps that the grid meets, lowest code first. */
    public List<Level> levels() {
        Map<Long, Level> levels = new TreeMap<>();
        for (int i = 0; i < grid.count(); i++) {
            double x = request.input().get(i);
            Level here = new Level(answer.codes()[i], answer.output()[i], x, x);
            levels.merge(here.code(), here, (met, now) -> new Level(met.code(), met.output(), met.from(), now.to()));
        }
        return new ArrayList<>(levels.values());
    }

    private static QuantizerCurve over(EvenGrid grid, QuantizerSpec spec, Map<String, Double> parameters) {
        EvaluationRequest request = new EvaluationRequest(
                spec.role() == Role.WEIGHTS ? "weights" : "activations",
                spec.bits(),
                spec.role() == Role.WEIGHTS ? List.of(1L, (long) grid.count()) : null,
                grid.values(),
                Collections.nCopies(grid.count(), 1.0),
                spec.options(),
                parameters,
                null);
        return new QuantizerCurve(request, grid, QuantizerEvaluation.evaluate(spec.quantizer(), request));
    }

    private static EvenGrid around(ActivationQuantizer activations, Map<String, Double> values, double reach) {
        Staircase map = activations.staircase(Parameters.of(values));
        if (map.equals(Staircase.ZERO)) {
            return EvenGrid.around(reach, POINTS);
        }
        double low = Math.min(0, (map.low() - map.shift()) * map.inputScale());
        double high = Math.max(0, (map.high() - map.shift()) * map.inputScale());
        double margin = MARGIN * Math.max(-low, high);
        return new EvenGrid(low - margin, high + margin, POINTS);
    }
}
