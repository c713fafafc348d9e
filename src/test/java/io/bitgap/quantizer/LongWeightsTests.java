package io.bitgap.quantizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Weights in several tiles and several parts, neither of them full. */
class LongWeightsTests {
    private static final long[] SHAPE = {3, 50_001};

    static Stream<Variant> everyWeightQuantizer() {
        return Variant.all()
                .filter(one -> one.role() == Role.WEIGHTS && (one.bits() == 1 || one.bits() == 4))
                .filter(one -> one.options().isEmpty() || one.options().containsKey("perChannel"));
    }

    private record Outcome(INDArray quantized, INDArray gradient, Map<String, Double> gradients) {}

    private static Outcome of(WeightQuantizer quantizer, INDArray weights, INDArray upstream) {
        Parameters parameters = Parameters.of(Map.of());
        quantizer.calibrate(weights, parameters);
        INDArray quantized = quantizer.quantize(weights, parameters);
        Parameters gradients = Parameters.of(Map.of());
        quantizer.backward(weights, upstream, parameters, gradients);
        Map<String, Double> named = new HashMap<>();
        quantizer.parameters().forEach(one -> named.put(one.name(), gradients.get(one.name())));
        return new Outcome(quantized, upstream, named);
    }

    @ParameterizedTest
    @MethodSource("everyWeightQuantizer")
    void areTheSameWhereTheyLieAsInACopyAndOnOneCoreAsOnSeveral(Variant one) {
        WeightQuantizer quantizer = (WeightQuantizer) one.quantizer();
        INDArray weights = Nd4j.randn(DataType.FLOAT, SHAPE).muli(0.05);
        INDArray upstream = Nd4j.randn(DataType.FLOAT, SHAPE);
        Outcome copied = of(quantizer, weights.dup('f'), upstream.dup('f'));
        NativeOps cores = NativeOpsHolder.getInstance().getDeviceNativeOps();
        int before = cores.ompGetMaxThreads();
        try {
            for (int count = 1; count <= 3; count++) {
                cores.setOmpNumThreads(count);
                Outcome direct = of(quantizer, weights, upstream.dup('c'));
                assertThat(direct.quantized.toFloatMatrix()).isDeepEqualTo(copied.quantized.toFloatMatrix());
                assertThat(direct.gradient.toFloatMatrix()).isDeepEqualTo(copied.gradient.toFloatMatrix());
                assertThat(direct.gradients).isEqualTo(copied.gradients);
            }
        } finally {
            cores.setOmpNumThreads(before);
        }
    }

    @ParameterizedTest
    @MethodSource("everyWeightQuantizer")
    void comeOutAsInDoublePrecision(Variant one) {
        WeightQuantizer quantizer = (WeightQuantizer) one.quantizer();
        INDArray weights = Nd4j.randn(DataType.FLOAT, SHAPE).muli(0.05);
        INDArray upstream = Nd4j.randn(DataType.FLOAT, SHAPE);
        Outcome single = of(quantizer, weights, upstream.dup('c'));
        Outcome exact = of(quantizer, weights.castTo(DataType.DOUBLE), upstream.castTo(DataType.DOUBLE));
        INDArray rounded = exact.quantized.castTo(DataType.FLOAT);
        assertThat(single.quantized.toFloatMatrix()).isDeepEqualTo(rounded.toFloatMatrix());
        assertThat(single.gradient.toFloatMatrix())
                .isDeepEqualTo(exact.gradient.castTo(DataType.FLOAT).toFloatMatrix());
        assertThat(single.gradients).isEqualTo(exact.gradients);
    }
}
