package io.bitgap.layer;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The steps that DL4J expects of every {@code instantiate}. */
final class Instantiation {
    private Instantiation() {}

    static Layer complete(
            AbstractLayer<?> layer,
            org.deeplearning4j.nn.conf.layers.Layer configuration,
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialize) {
        layer.setListeners(listeners);
        layer.setIndex(index);
        layer.setParamsViewArray(parameters);
        layer.setParamTable(configuration.initializer().init(conf, parameters, initialize));
        layer.setConf(conf);
        return layer;
    }
}
