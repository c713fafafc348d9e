package io.bitgap.layer;

import io.bitgap.quantizer.Quantizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A layer's own parameters, followed by those of its quantizer. */
final class QuantizedParamInitializer implements ParamInitializer {
    private final ParamInitializer own;

    QuantizedParamInitializer(ParamInitializer own) {
        this.own = own;
    }

    private static List<String> extra(Layer layer) {
        Quantizer quantizer = layer instanceof QuantizedLayer quantized ? quantized.quantizer() : null;
        return quantizer == null ? List.of() : QuantizerViews.keys(quantizer);
    }

    @Override
    public long numParams(NeuralNetConfiguration conf) {
        return numParams(conf.getLayer());
    }

    @Override
    public long numParams(Layer layer) {
        return own.numParams(layer) + extra(layer).size();
    }

    @Override
    public List<String> paramKeys(Layer layer) {
        List<String> keys = new ArrayList<>(own.paramKeys(layer));
        keys.addAll(extra(layer));
        return keys;
    }

    @Override
    public List<String> weightKeys(Layer layer) {
        return own.weightKeys(layer);
    }

    @Override
    public List<String> biasKeys(Layer layer) {
        return own.biasKeys(layer);
    }

    @Override
    public boolean isWeightParam(Layer layer, String key) {
        return own.isWeightParam(layer, key);
    }

    @Override
    public boolean isBiasParam(Layer layer, String key) {
        return own.isBiasParam(layer, key);
    }

    @Override
    public Map<String, INDArray> init(NeuralNetConfiguration conf, INDArray view, boolean initialize) {
        Map<String, INDArray> table = new LinkedHashMap<>(own.init(conf, head(conf, view), initialize));
        Map<String, INDArray> tail = QuantizerViews.tail(view, extra(conf.getLayer()));
        tail.forEach((key, element) -> {
            if (initialize) {
                element.assign(0);
            }
            conf.addVariable(key);
            table.put(key, element);
        });
        return table;
    }

    @Override
    public Map<String, INDArray> getGradientsFromFlattened(NeuralNetConfiguration conf, INDArray view) {
        Map<String, INDArray> table = new LinkedHashMap<>(own.getGradientsFromFlattened(conf, head(conf, view)));
        table.putAll(QuantizerViews.tail(view, extra(conf.getLayer())));
        return table;
    }

    private INDArray head(NeuralNetConfiguration conf, INDArray view) {
        int extra = extra(conf.getLayer()).size();
        return extra == 0
                ? view
                : view.reshape(view.length())
                        .get(NDArrayIndex.interval(0, view.length() - extra))
                        .reshape(1, -1);
    }
}
