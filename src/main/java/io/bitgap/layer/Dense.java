package io.bitgap.layer;

import io.bitgap.layer.runtime.DenseRuntime;
import io.bitgap.quantizer.QuantizerSpec;
import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A hidden dense layer on [batch, in], with a bias and if asked for a ReLU after it; its weights [in, out] may go through a
 * quantizer on their way, its bias never does. Images in front of it are flattened by DL4J, channels fastest.
 */
public class Dense extends DenseLayer implements WeightLayer {
    private static final long serialVersionUID = 1L;

    @JsonProperty
    private @Nullable QuantizerSpec weightQuantizer;

    /** For deserialization. */
    public Dense() {}

    /** With a bias, which is trained from 0; without ReLU. */
    public Dense(long out) {
        setNOut(out);
        setHasBias(true);
        setActivationFn(new ActivationIdentity());
    }

    /** The same without a bias. */
    public Dense withoutBias() {
        Dense copy = clone();
        copy.setHasBias(false);
        return copy;
    }

    /** The same with max(y, 0) after it. */
    public Dense withRelu() {
        Dense copy = clone();
        copy.setActivationFn(new ActivationReLU());
        return copy;
    }

    /** Whether max(y, 0) follows. */
    public boolean relu() {
        return getActivationFn() instanceof ActivationReLU;
    }

    @Override
    public Dense clone() {
        return (Dense) super.clone();
    }

    @Override
    public long weights() {
        return getNIn() * getNOut();
    }

    @Override
    public String kind() {
        return "dense";
    }

    @Override
    public @Nullable QuantizerSpec quantizerSpec() {
        return weightQuantizer;
    }

    @Override
    public void quantizeWeights(@Nullable QuantizerSpec spec) {
        weightQuantizer = spec;
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
                new DenseRuntime(conf, type), this, conf, listeners, index, parameters, initialize);
    }

    @Override
    public ParamInitializer initializer() {
        return new QuantizedParamInitializer(super.initializer());
    }

    @Override
    public IUpdater getUpdaterByParam(String name) {
        return QuantizerUpdates.updater(this, name, super.getUpdaterByParam(name));
    }

    @Override
    public List<Regularization> getRegularizationByParam(String name) {
        return QuantizerUpdates.regularization(this, name, super.getRegularizationByParam(name), getRegularization());
    }
}
