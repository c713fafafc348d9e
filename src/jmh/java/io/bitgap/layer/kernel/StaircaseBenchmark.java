package io.bitgap.layer.kernel;

import io.bitgap.quantizer.ActivationQuantizer;
import io.bitgap.quantizer.LevelConvention;
import io.bitgap.quantizer.Parameters;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Quantizers;
import io.bitgap.quantizer.RegionSums;
import io.bitgap.quantizer.Role;
import io.bitgap.quantizer.Staircase;
import io.bitgap.quantizer.tensor.WeightValues;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
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

/** Each quantizer's map of activations in 4 bits, and its gradient with the sums that the quantizer learns from. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init")
public class StaircaseBenchmark {
    @Param({"onednn", "portable"})
    public String kernels;

    @Param({"dorefa", "fqn", "gdrq", "google-int8", "lsq", "pact", "qil"})
    public String quantizer;

    @Param("STAGE1")
    public Stage stage;

    private ActivationQuantizer activations;
    private Staircase map;
    private StaircaseKernel kernel;
    private INDArray x;
    private INDArray y;
    private INDArray dy;
    private INDArray dx;

    @Setup
    public void prepare() {
        activations = (ActivationQuantizer)
                Quantizers.of(new QuantizerSpec(quantizer, Role.ACTIVATIONS, 4, Map.of(), LevelConvention.BITS));
        kernel = Stage.kernels(kernels).staircase();
        x = Transforms.relu(stage.random(), false);
        y = stage.zeros();
        dy = stage.random();
        dx = stage.zeros();
        Parameters parameters = Parameters.of(Map.of());
        activations.calibrate(WeightValues.statistics(x), 0, parameters);
        map = activations.staircase(parameters);
        forward();
    }

    @Benchmark
    public void forward() {
        kernel.forward(x, map, y);
    }

    @Benchmark
    public RegionSums backward() {
        return kernel.backward(x, y, dy, map, true, activations.needs(), dx);
    }
}
