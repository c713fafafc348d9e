package io.bitgap.layer;

import io.bitgap.quantizer.Parameters;
import io.bitgap.quantizer.Quantizer;
import io.bitgap.quantizer.QuantizerParameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Where a quantizer's parameters live: one element each at the end of its layer's parameters, so that DL4J updates, copies
 * and saves them with the network. One more element counts the batches the quantizer was calibrated with.
 */
public final class QuantizerViews implements Parameters {
    /** Name of the element that counts calibration batches. */
    public static final String CALIBRATED = "calibrated";

    private final Map<String, INDArray> views;

    public QuantizerViews(Map<String, INDArray> views) {
        this.views = views;
    }

    /** Names of a quantizer's elements, in order; none where it has no parameters. */
    public static List<String> keys(Quantizer quantizer) {
        List<String> keys = new ArrayList<>();
        quantizer.parameters().forEach(parameter -> keys.add(parameter.name()));
        if (!keys.isEmpty()) {
            keys.add(CALIBRATED);
        }
        return keys;
    }

    /** The description of one of the quantizer's elements. */
    public static QuantizerParameter parameter(Quantizer quantizer, String key) {
        return quantizer.parameters().stream()
                .filter(parameter -> parameter.name().equals(key))
                .findFirst()
                .orElseGet(() -> QuantizerParameter.statistic(CALIBRATED));
    }

    /** Views of the last elements of a flat array, as many as there are keys; the array is null where a layer has none. */
    static Map<String, INDArray> tail(@Nullable INDArray flat, List<String> keys) {
        Map<String, INDArray> views = new LinkedHashMap<>();
        if (flat == null || keys.isEmpty()) {
            return views;
        }
        INDArray vector = flat.reshape(flat.length());
        long at = flat.length() - keys.size();
        for (String key : keys) {
            views.put(key, vector.get(NDArrayIndex.interval(at, at + 1)));
            at++;
        }
        return views;
    }

    @Override
    public double get(String name) {
        return view(name).getDouble(0);
    }

    @Override
    public void set(String name, double value) {
        view(name).putScalar(0, value);
    }

    private INDArray view(String name) {
        INDArray view = views.get(name);
        if (view == null) {
            throw new IllegalArgumentException("no quantizer parameter " + name + " among " + views.keySet());
        }
        return view;
    }
}
