package io.bitgap.layer;

import io.bitgap.layer.runtime.SoftmaxOutputRuntime;
import io.bitgap.quantizer.QuantizerSpec;
import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.lossfunctions.LossFunctions;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** The classifier: dense layer, softmax and cross-entropy; its weights [in, out] may go through a quantizer. */
public class SoftmaxOutput extends OutputLayer implements WeightLayer {
    private static final long serialVersionUID = 1L;

    @JsonProperty
    private @Nullable QuantizerSpec weightQuantizer;

    /** For deserialization. */
    public SoftmaxOutput() {}

    public SoftmaxOutput(int classes) {
        super(new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                .nOut(classes)
                .activation(Activation.SOFTMAX));
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
                new SoftmaxOutputRuntime(conf, type), this, conf, listeners, index, parameters, initialize);
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
