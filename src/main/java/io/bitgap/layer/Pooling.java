package io.bitgap.layer;

import io.bitgap.layer.kernel.ConvolutionGeometry;
import io.bitgap.layer.kernel.PoolingForm;
import io.bitgap.layer.runtime.PoolingRuntime;
import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.PoolingType;
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
     * @param type {@link PoolingType#MAX} or {@link PoolingType#AVG}
     * @param kernel height and width, as are stride and padding
     * @param padding on each of two opposite sides
     */
    public Pooling(PoolingType type, int[] kernel, int[] stride, int[] padding) {
        super(builder(type, kernel, stride, padding));
    }

    private static SubsamplingLayer.Builder builder(PoolingType type, int[] kernel, int[] stride, int[] padding) {
        if (type != PoolingType.MAX && type != PoolingType.AVG) {
            throw new IllegalArgumentException("pools by MAX or AVG, not by " + type);
        }
        return new SubsamplingLayer.Builder(type, kernel, stride, padding)
                .convolutionMode(ConvolutionMode.Truncate)
                .dataFormat(CNN2DFormat.NHWC);
    }

    public PoolingForm form() {
        return new PoolingForm(
                poolingType == PoolingType.MAX,
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
