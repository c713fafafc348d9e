package io.bitgap.layer.kernel;

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

/** The batch norm of each stage of ResNet-20, with its ReLU. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init")
public class BatchNormBenchmark {
    private static final double EPSILON = 1e-5;

    @Param({"onednn", "portable"})
    public String kernels;

    @Param
    public Stage stage;

    private BatchNormKernel kernel;
    private INDArray x;
    private INDArray y;
    private INDArray dy;
    private INDArray dx;
    private INDArray scale;
    private INDArray shift;
    private INDArray mean;
    private INDArray variance;
    private INDArray dScale;
    private INDArray dShift;

    @Setup
    public void prepare() {
        kernel = Stage.kernels(kernels).batchNorm(EPSILON, true);
        x = stage.random();
        y = stage.zeros();
        dy = stage.random();
        dx = stage.zeros();
        scale = Nd4j.ones(DataType.FLOAT, stage.channels());
        shift = Nd4j.zeros(DataType.FLOAT, stage.channels());
        mean = shift.dup();
        variance = scale.dup();
        dScale = shift.dup();
        dShift = shift.dup();
        forward();
    }

    @Benchmark
    public void forward() {
        kernel.forwardTraining(x, scale, shift, mean, variance, y);
    }

    @Benchmark
    public void backward() {
        kernel.backward(x, y, scale, mean, variance, dy, dx, dScale, dShift);
    }
}
