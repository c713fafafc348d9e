package io.bitgap.layer;

import io.bitgap.layer.kernel.ConvolutionForm;
import io.bitgap.layer.kernel.ConvolutionGeometry;
import io.bitgap.layer.runtime.ConvolutionRuntime;
import io.bitgap.quantizer.QuantizerSpec;
import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A 2-D convolution on [batch, height, width, channels], if asked for with a bias and a ReLU after it; its weights
 * [out, in, kernelH, kernelW] may go through a quantizer on their way, its bias never does.
 */
public class Convolution extends ConvolutionLayer implements WeightLayer {
    private static final long serialVersionUID = 1L;

    @JsonProperty
    private @Nullable QuantizerSpec weightQuantizer;

    @JsonProperty
    private boolean onImages;

    /** For deserialization. */
    public Convolution() {}

    /**
     * A square kernel, padded so that stride 1 keeps the image's size; neither bias nor ReLU.
     *
     * @param onImages whether the input is the network's own: its gradient is of no use and comes out as zeros
     */
    public Convolution(int kernel, int stride, int out, boolean onImages) {
        this(new int[] {kernel, kernel}, new int[] {stride, stride}, new int[] {kernel / 2, kernel / 2}, out, onImages);
    }

    /**
     * Any kernel; neither bias nor ReLU.
     *
     * @param kernel height and width, as are stride and padding
     * @param padding zeros on each of two opposite sides
     * @param onImages as above
     */
    public Convolution(int[] kernel, int[] stride, int[] padding, long out, boolean onImages) {
        super(new ConvolutionLayer.Builder(kernel)
                .stride(stride)
                .padding(padding)
                .convolutionMode(ConvolutionMode.Truncate)
                .nOut(out)
                .hasBias(false)
                .activation(Activation.IDENTITY)
                .dataFormat(CNN2DFormat.NHWC));
        this.onImages = onImages;
    }

    /** The same with a bias, which is trained from 0. */
    public Convolution withBias() {
        Convolution copy = clone();
        copy.setHasBias(true);
        return copy;
    }

    /** The same with max(y, 0) after it. */
    public Convolution withRelu() {
        Convolution copy = clone();
        copy.setActivationFn(new ActivationReLU());
        return copy;
    }

    public boolean onImages() {
        return onImages;
    }

    /** Whether max(y, 0) follows. */
    public boolean relu() {
        return getActivationFn() instanceof ActivationReLU;
    }

    public ConvolutionForm form() {
        return new ConvolutionForm(
                new ConvolutionGeometry(kernelSize[0], kernelSize[1], stride[0], stride[1], padding[0], padding[1]),
                hasBias(),
                relu());
    }

    @Override
    public Convolution clone() {
        return (Convolution) super.clone();
    }

    @Override
    public long weights() {
        return getNIn() * getNOut() * getKernelSize()[0] * getKernelSize()[1];
    }

    @Override
    public String kind() {
        return "convolution";
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
                new ConvolutionRuntime(conf, type), this, conf, listeners, index, parameters, initialize);
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
