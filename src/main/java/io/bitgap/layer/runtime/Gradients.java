package io.bitgap.layer.runtime;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Gradient objects and gradient arrays as DL4J and the kernels want them. */
final class Gradients {
    private Gradients() {}

    /** Every view of a layer under its name, in the order of the parameters. */
    static Gradient of(Map<String, INDArray> views, List<String> keys) {
        Gradient gradient = new DefaultGradient();
        keys.forEach(key -> gradient.setGradientFor(key, views.get(key)));
        return gradient;
    }

    /** The gradient view of that name. */
    static INDArray view(Map<String, INDArray> views, String name) {
        return Objects.requireNonNull(views.get(name), name);
    }

    /** Kernels take dense arrays in order c; what pooling hands down may be a broadcast view. */
    static INDArray dense(INDArray array) {
        return array.ordering() == 'c' && array.elementWiseStride() == 1 ? array : array.dup('c');
    }
}
