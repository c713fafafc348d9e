package io.bitgap.layer;

import io.bitgap.layer.runtime.RectifierRuntime;
import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A ReLU that no other layer can take along, because its input is read elsewhere too. DL4J's own activation layer overwrites
 * its input at inference.
 */
public class Rectifier extends ActivationLayer {
    private static final long serialVersionUID = 1L;

    public Rectifier() {
        super(Activation.RELU);
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialize,
            DataType type) {
        return Instantiation.complete(
                new RectifierRuntime(conf, type), this, conf, listeners, index, parameters, initialize);
    }
}
