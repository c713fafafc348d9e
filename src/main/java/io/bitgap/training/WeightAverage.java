package io.bitgap.training;

import io.bitgap.layer.QuantizerRuntime;
import io.bitgap.layer.QuantizerViews;
import io.bitgap.quantizer.Quantizer;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The exponential moving average of all parameters: a := d_t * a + (1 - d_t) * w after step t, with d_t = min(d, (1 + t) / (10 + t))
 * so that a short run is not the average of its first steps (TensorFlow's ExponentialMovingAverage with num_updates). The first
 * step's parameters begin it. Worked numbers: d = 0.999 is reached at step 8990; d_1 = 2/11.
 *
 * <p>While a network is evaluated and saved it has the averaged parameters, so that whoever restores, exports or fine-tunes it has
 * them too; training goes on with its own, which are what is remembered. Means and variances of batch norms and what quantizers
 * learn are averaged as weights are. What quantizers merely observe (tracked ranges, whether they are calibrated) is taken as it
 * is: it is no result of updates, and jumps when it is calibrated anew.
 */
final class WeightAverage implements TrainingAid, Remembering {
    private final ComputationGraph graph;
    private final double decay;
    private final List<Long> observed = new ArrayList<>();
    /** The average in training; training's own parameters while the network has the average. */
    private INDArray other = Nd4j.empty();

    WeightAverage(ComputationGraph graph, double decay) {
        this.graph = graph;
        this.decay = decay;
        for (Layer layer : graph.getLayers()) {
            if (layer instanceof QuantizerRuntime runtime) {
                runtime.attached().ifPresent(quantizer -> observe(layer, quantizer));
            }
        }
    }

    private void observe(Layer layer, Quantizer quantizer) {
        for (String key : QuantizerViews.keys(quantizer)) {
            if (!QuantizerViews.parameter(quantizer, key).learned()) {
                observed.add(layer.getParam(key).offset() - graph.params().offset());
            }
        }
    }

    @Override
    public void afterStep() {
        INDArray own = graph.params();
        if (other.isEmpty()) {
            other = own.dup();
            return;
        }
        double step = graph.getIterationCount();
        double kept = Math.min(decay, (1 + step) / (10 + step));
        Nd4j.getBlasWrapper().scal(kept, other);
        Nd4j.getBlasWrapper().axpy(1 - kept, own, other);
    }

    @Override
    public void beforeEvaluation() {
        if (other.isEmpty()) {
            other = graph.params().dup(); // no step was made
        }
        for (long at : observed) {
            other.putScalar(at, graph.params().getFloat(at));
        }
        swap();
    }

    @Override
    public void afterEvaluation() {
        swap();
    }

    private void swap() {
        INDArray now = graph.params().dup();
        graph.params().assign(other);
        other.assign(now);
    }

    @Override
    public String name() {
        return "weights";
    }

    /** Training's own parameters. */
    @Override
    public byte[] remember() {
        return FloatBytes.of(other.data().asFloat());
    }

    @Override
    public void recall(byte[] memory) {
        other = Nd4j.createFromArray(FloatBytes.floats(memory))
                .reshape(graph.params().shape());
        swap();
    }
}
