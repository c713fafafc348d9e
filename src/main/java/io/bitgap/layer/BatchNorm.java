package io.bitgap.layer;

import io.bitgap.layer.runtime.BatchNormRuntime;
import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Batch normalization over the channels of [batch, height, width, channels], with an optional ReLU after it. A frozen one
 * trains with its running mean and variance, see {@link RunningStatistics}.
 */
public class BatchNorm extends BatchNormalization {
    private static final long serialVersionUID = 1L;

    @JsonProperty
    private boolean relu;

    @JsonProperty
    private boolean frozen;

    /** For deserialization. */
    public BatchNorm() {}

    public BatchNorm(boolean relu) {
        this.relu = relu;
        setCnn2DFormat(CNN2DFormat.NHWC);
        setDecay(0.9);
        setEps(1e-5);
        setGamma(1);
        setBeta(0);
    }

    /** The running variance itself is kept, always; DL4J reads the property back as its own default. */
    @Override
    public boolean isUseLogStd() {
        return false;
    }

    /** The same, frozen from the start. */
    public BatchNorm withFrozenStatistics() {
        BatchNorm copy = clone();
        copy.frozen = true;
        return copy;
    }

    public boolean relu() {
        return relu;
    }

    /** Whether it is frozen from the start. */
    public boolean frozen() {
        return frozen;
    }

    /** Scale and shift decay where biases do; DL4J decays neither. */
    @Override
    public List<Regularization> getRegularizationByParam(String name) {
        boolean learned = name.equals(BatchNormalizationParamInitializer.GAMMA)
                || name.equals(BatchNormalizationParamInitializer.BETA);
        return learned && getRegularizationBias() != null ? getRegularizationBias() : List.of();
    }

    @Override
    public BatchNorm clone() {
        return (BatchNorm) super.clone();
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
                new BatchNormRuntime(conf, type), this, conf, listeners, index, parameters, initialize);
    }
}
