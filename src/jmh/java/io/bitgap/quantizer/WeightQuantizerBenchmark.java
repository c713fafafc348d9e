package io.bitgap.quantizer;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Each quantizer's 4-bit weights, and their gradient, for the largest convolution of ResNet-20: 64x64x3x3, 36,864 weights. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init")
public class WeightQuantizerBenchmark {
    @Param({"dorefa", "fqn", "gdrq", "google-int8", "lsq", "pact", "qil"})
    public String quantizer;

    private WeightQuantizer weights;
    private Parameters parameters;
    private Parameters gradients;
    private INDArray w;
    private INDArray dy;
    private INDArray gradient;

    @Setup
    public void prepare() {
        weights = (WeightQuantizer)
                Quantizers.of(new QuantizerSpec(quantizer, Role.WEIGHTS, 4, Map.of(), LevelConvention.BITS));
        parameters = Parameters.of(Map.of());
        gradients = Parameters.of(Map.of());
        w = Nd4j.randn(DataType.FLOAT, 64, 64, 3, 3).muli(0.05);
        dy = Nd4j.randn(DataType.FLOAT, 64, 64, 3, 3);
        gradient = dy.dup();
        weights.calibrate(w, parameters);
    }

    @Benchmark
    public INDArray forward() {
        return weights.quantize(w, parameters);
    }

    /** With a copy of the gradient, which it changes in place. */
    @Benchmark
    public INDArray backward() {
        gradient.assign(dy);
        weights.backward(w, gradient, parameters, gradients);
        return gradient;
    }
}
