package io.bitgap.layer;

import io.bitgap.layer.kernel.ConvolutionGeometry;
import io.bitgap.layer.kernel.PoolingForm;
import io.bitgap.layer.runtime.PoolingRuntime;
import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Max or average pooling of [batch, height, width, channels]; padding counts neither as a maximum nor in a mean. */
public class Pooling extends SubsamplingLayer {
    private static final long serialVersionUID = 1L;

    /** For deserialization. */
    public Pooling() {}

    /**
     * @param max the largest value of a window rather than the mean
     * @param kernel height and width, as are stride and padding
     * @param padding on each of two opposite sides
     */
    public Pooling(boolean max, int[] kernel, int[] stride, int[] padding) {
        super(new SubsamplingLayer.Builder(max ? PoolingType.MAX : PoolingType.AVG, kernel, stride, padding)
                .convolutionMode(ConvolutionMode.Truncate)
                .dataFormat(CNN2DFormat.NHWC));
    }

    public PoolingForm form() {
        return new PoolingForm(
                getPoolingType() == org.deeplearning4j.nn.conf.layers.PoolingType.MAX,
                new ConvolutionGeometry(kernelSize[0], kernelSize[1], stride[0], stride[1], padding[0], padding[1]));
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
                new PoolingRuntime(conf, type), this, conf, listeners, index, parameters, initialize);
    }
}
