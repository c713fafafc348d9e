package io.bitgap.layer;

import io.bitgap.layer.runtime.QuantizeRuntime;
import io.bitgap.quantizer.QuantizerSpec;
import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.params.EmptyParamInitializer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** A quantize node: activations go in, the same activations on their grid come out. */
public class Quantize extends BaseLayer implements QuantizedLayer {
    private static final long serialVersionUID = 1L;

    @JsonProperty
    private @Nullable QuantizerSpec quantizer;

    @JsonProperty
    private boolean nonNegativeInput;

    /** For deserialization. */
    public Quantize() {}

    /** @param nonNegativeInput whether the input is known to have no negative value, as after a ReLU */
    public Quantize(QuantizerSpec quantizer, boolean nonNegativeInput) {
        this.quantizer = quantizer;
        this.nonNegativeInput = nonNegativeInput;
        setActivationFn(new ActivationIdentity());
    }

    @Override
    public @Nullable QuantizerSpec quantizerSpec() {
        return quantizer;
    }

    public boolean nonNegativeInput() {
        return nonNegativeInput;
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
                new QuantizeRuntime(conf, type), this, conf, listeners, index, parameters, initialize);
    }

    @Override
    public ParamInitializer initializer() {
        return new QuantizedParamInitializer(EmptyParamInitializer.getInstance());
    }

    @Override
    public InputType getOutputType(int index, InputType input) {
        return input;
    }

    @Override
    public void setNIn(InputType input, boolean override) {
        // one map for the whole tensor, whatever its size
    }

    @Override
    public @Nullable InputPreProcessor getPreProcessorForInputType(InputType input) {
        return null;
    }

    @Override
    public boolean isPretrainParam(String name) {
        return false;
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType input) {
        long size = input.arrayElementsPerExample();
        return new LayerMemoryReport.Builder(getLayerName(), Quantize.class, input, input)
                .standardMemory(initializer().numParams(this), 0)
                .workingMemory(0, 0, 0, size)
                .cacheMemory(0, 0)
                .build();
    }

    @Override
    public IUpdater getUpdaterByParam(String name) {
        return QuantizerUpdates.updater(this, name, getIUpdater());
    }

    @Override
    public List<Regularization> getRegularizationByParam(String name) {
        return QuantizerUpdates.regularization(this, name, List.of(), getRegularization());
    }
}
