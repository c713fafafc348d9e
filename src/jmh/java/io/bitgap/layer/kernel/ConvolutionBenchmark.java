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

/** The 3x3 convolution of each stage of ResNet-20, stride 1. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init")
public class ConvolutionBenchmark {
    @Param({"onednn", "portable"})
    public String kernels;

    @Param
    public Stage stage;

    private ConvolutionKernel kernel;
    private INDArray x;
    private INDArray w;
    private INDArray y;
    private INDArray dy;
    private INDArray dx;
    private INDArray dw;

    @Setup
    public void prepare() {
        kernel = Stage.kernels(kernels)
                .convolution(new ConvolutionForm(new ConvolutionGeometry(3, 3, 1, 1, 1, 1), false, false));
        x = stage.random();
        w = Nd4j.randn(DataType.FLOAT, stage.channels(), stage.channels(), 3, 3);
        y = stage.zeros();
        dy = stage.random();
        dx = stage.zeros();
        dw = w.ulike();
    }

    @Benchmark
    public void forward() {
        kernel.forward(x, w, null, y);
    }

    @Benchmark
    public void backwardData() {
        kernel.backwardData(w, dy, dx);
    }

    @Benchmark
    public void backwardWeights() {
        kernel.backwardWeights(x, dy, dw, null);
    }
}
