package io.bitgap.quantizer.evaluation;

import io.bitgap.problem.FieldProblem;
import io.bitgap.quantizer.ActivationQuantizer;
import io.bitgap.quantizer.AffineGrid;
import io.bitgap.quantizer.InvalidQuantizer;
import io.bitgap.quantizer.LevelConvention;
import io.bitgap.quantizer.Parameters;
import io.bitgap.quantizer.Quantizer;
import io.bitgap.quantizer.QuantizerParameter;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Quantizers;
import io.bitgap.quantizer.RegionSums;
import io.bitgap.quantizer.Role;
import io.bitgap.quantizer.Staircase;
import io.bitgap.quantizer.TensorSize;
import io.bitgap.quantizer.WeightQuantizer;
import io.bitgap.quantizer.calibration.ArrayStatistics;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Evaluates one quantizer on one tensor, forward and backward, in double precision. */
public final class QuantizerEvaluation {
    /** Most values a request may have. */
    public static final int MAX_VALUES = 65_536;

    /** Beyond it sums of squares could overflow. */
    private static final double MAX_MAGNITUDE = 1e30;

    private static final String NUMBER = "a finite number of at most 1e30 in magnitude";

    private final EvaluationRequest request;
    private final Quantizer quantizer;
    private final double[] input;
    private final double[] upstream;
    private final long[] shape;

    private QuantizerEvaluation(String name, EvaluationRequest request) {
        this.request = request;
        QuantizerSpec spec = new QuantizerSpec(
                name,
                role(request.role()),
                request.bits(),
                request.options() == null ? Map.of() : request.options(),
                convention(request.levelConvention()));
        quantizer = Quantizers.of(spec).asPublished();
        input = values("/input", request.input(), -1);
        upstream = values("/upstreamGradient", request.upstreamGradient(), input.length);
        shape = shape(request.shape(), input.length);
    }

    /**
     * @throws io.bitgap.quantizer.InvalidQuantizer naming the field: a wrong shape, a value that is not a number, an unknown option, bits
     *     outside 1..8, too many values
     */
    public static EvaluationResult evaluate(String name, EvaluationRequest request) {
        QuantizerEvaluation evaluation = new QuantizerEvaluation(name, request);
        return evaluation.quantizer instanceof WeightQuantizer weights
                ? evaluation.weights(weights)
                : evaluation.activations((ActivationQuantizer) evaluation.quantizer);
    }

    private EvaluationResult weights(WeightQuantizer weights) {
        INDArray w = Nd4j.createFromArray(input).reshape(shape);
        Parameters parameters = Parameters.of(Map.of());
        Map<String, Double> given = given();
        if (weights.parameters().stream().anyMatch(parameter -> !given.containsKey(parameter.name()))) {
            weights.calibrate(w, parameters);
        }
        given.forEach(parameters::set);
        INDArray quantized = weights.quantize(w, parameters);
        INDArray gradient = Nd4j.createFromArray(upstream).reshape(shape);
        Parameters gradients = Parameters.of(Map.of());
        weights.backward(w, gradient, parameters, gradients);
        @Nullable AffineGrid grid = weights.grid(w, parameters).orElse(null);
        return new EvaluationResult(
                quantized.ravel().toDoubleVector(),
                weights.codes(w, quantized, parameters).ravel().toLongVector(),
                gradient.ravel().toDoubleVector(),
                named(gradients, true),
                grid == null ? null : grid.scale(),
                grid == null ? null : grid.zeroPoint(),
                named(parameters, false),
                weights.levels());
    }

    private EvaluationResult activations(ActivationQuantizer activations) {
        Parameters parameters = Parameters.of(Map.of());
        if (given().size() < activations.parameters().size()) {
            activations.calibrate(new ArrayStatistics(input), 0, parameters);
        }
        given().forEach(parameters::set);
        Staircase map = activations.staircase(parameters);
        double[] output = Arrays.stream(input).map(map::value).toArray();
        long[] codes = Arrays.stream(input)
                .mapToLong(x -> (long) map.step(x) + map.zeroPoint())
                .toArray();
        double[] gradient = upstream.clone();
        RegionSums sums = map.backward(input, gradient, 0, input.length).sized(TensorSize.of(shape));
        Parameters gradients = Parameters.of(Map.of());
        activations.parameterGradients(sums, parameters, gradients);
        boolean affine = activations.affine();
        return new EvaluationResult(
                output,
                codes,
                gradient,
                named(gradients, true),
                affine ? new double[] {map.outputScale()} : null,
                affine ? new int[] {map.zeroPoint()} : null,
                named(parameters, false),
                activations.levels());
    }

    private Map<String, Double> named(Parameters values, boolean learnedOnly) {
        Map<String, Double> named = new LinkedHashMap<>();
        quantizer.parameters().stream()
                .filter(parameter -> parameter.learned() || !learnedOnly)
                .forEach(parameter -> {
                    List<String> names = names(parameter);
                    for (int channel = 0; channel < names.size(); channel++) {
                        Parameters own = parameter.perChannel() ? values.channel(channel) : values;
                        named.put(names.get(channel), own.get(parameter.name()));
                    }
                });
        return named;
    }

    /** Its name, or that of each channel's. */
    private List<String> names(QuantizerParameter parameter) {
        return parameter.perChannel()
                ? IntStream.range(0, (int) shape[0])
                        .mapToObj(channel -> Parameters.ofChannel(parameter.name(), channel))
                        .toList()
                : List.of(parameter.name());
    }

    private Map<String, Double> given() {
        Map<String, Double> given = Objects.requireNonNullElse(request.parameters(), Map.of());
        Set<String> known = new HashSet<>();
        quantizer.parameters().forEach(parameter -> {
            known.add(parameter.name()); // of all channels, where each has its own
            known.addAll(names(parameter));
        });
        given.forEach((name, value) -> {
            if (!known.contains(name)) {
                throw new InvalidQuantizer(
                        FieldProblem.pointer("/parameters", name),
                        "unknown-parameter",
                        "%s has no parameter %s".formatted(quantizer.spec().quantizer(), name));
            }
            if (value == null || !isNumber(value)) {
                throw new InvalidQuantizer(
                        FieldProblem.pointer("/parameters", name), "out-of-range", name + " must be " + NUMBER);
            }
        });
        return given;
    }

    private static Role role(@Nullable String role) {
        return switch (String.valueOf(role)) {
            case "weights" -> Role.WEIGHTS;
            case "activations" -> Role.ACTIVATIONS;
            default ->
                throw new InvalidQuantizer(
                        "/role", "unknown-value", "role must be weights or activations, not " + role);
        };
    }

    private static LevelConvention convention(@Nullable String name) {
        return switch (String.valueOf(name)) {
            case "null", "bits" -> LevelConvention.BITS;
            case "origin" -> LevelConvention.ORIGIN;
            default ->
                throw new InvalidQuantizer(
                        "/levelConvention", "unknown-value", "levelConvention must be bits or origin, not " + name);
        };
    }

    private static double[] values(String pointer, @Nullable List<Double> values, int length) {
        if (values == null && length >= 0) {
            return new double[length];
        }
        if (values == null || values.isEmpty()) {
            throw new InvalidQuantizer(pointer, "empty", "there must be at least one value");
        }
        if (values.size() > MAX_VALUES) {
            throw new InvalidQuantizer(
                    pointer, "too-many", "at most %d values a call, not %d".formatted(MAX_VALUES, values.size()));
        }
        if (length >= 0 && values.size() != length) {
            throw new InvalidQuantizer(
                    pointer,
                    "wrong-length",
                    "needs as many values as the input, %d, not %d".formatted(length, values.size()));
        }
        for (int i = 0; i < values.size(); i++) {
            Double value = values.get(i);
            if (value == null || !isNumber(value)) {
                throw new InvalidQuantizer(
                        pointer + "/" + i, "out-of-range", "value %d must be %s".formatted(i, NUMBER));
            }
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static boolean isNumber(double value) {
        return Math.abs(value) <= MAX_MAGNITUDE;
    }

    private static long[] shape(@Nullable List<Long> shape, int length) {
        if (shape == null) {
            return new long[] {length};
        }
        long product = 1;
        for (Long side : shape) {
            if (side == null || side < 1 || side > MAX_VALUES) {
                throw new InvalidQuantizer("/shape", "wrong-shape", "every side of the shape must be at least 1");
            }
            product = Math.min(product * side, Integer.MAX_VALUE);
        }
        if (product != length || shape.isEmpty() || shape.size() > 5) {
            throw new InvalidQuantizer(
                    "/shape", "wrong-shape", "shape %s does not hold %d values".formatted(shape, length));
        }
        return shape.stream().mapToLong(Long::longValue).toArray();
    }
}
