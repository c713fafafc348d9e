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

    private static long extra(Layer layer) {
        return layer instanceof QuantizedLayer quantized ? quantized.quantizerElements() : 0;
    }

    private static Map<String, INDArray> tail(Layer layer, INDArray view) {
        return layer instanceof QuantizedLayer quantized ? QuantizerViews.tail(view, quantized) : Map.of();
    }

    @Override
    public long numParams(NeuralNetConfiguration conf) {
        return numParams(conf.getLayer());
    }

    @Override
    public long numParams(Layer layer) {
        return own.numParams(layer) + extra(layer);
    }

    @Override
    public List<String> paramKeys(Layer layer) {
        List<String> keys = new ArrayList<>(own.paramKeys(layer));
        Quantizer quantizer = layer instanceof QuantizedLayer quantized ? quantized.quantizer() : null;
        if (quantizer != null) {
            keys.addAll(QuantizerViews.keys(quantizer));
        }
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
        Map<String, INDArray> tail = tail(conf.getLayer(), view);
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
        table.putAll(tail(conf.getLayer(), view));
        return table;
    }

    private INDArray head(NeuralNetConfiguration conf, INDArray view) {
        long extra = extra(conf.getLayer());
        return extra == 0
                ? view
                : view.reshape(view.length())
                        .get(NDArrayIndex.interval(0, view.length() - extra))
                        .reshape(1, -1);
    }
}
