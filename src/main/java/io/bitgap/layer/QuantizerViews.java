package io.bitgap.layer;

import io.bitgap.quantizer.Parameters;
import io.bitgap.quantizer.Quantizer;
import io.bitgap.quantizer.QuantizerParameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Where a quantizer's parameters live: at the end of its layer's parameters, so that DL4J updates, copies and saves them with the
 * network; one element each, or one for each output channel. One more element counts the batches the quantizer was calibrated with.
 */
public final class QuantizerViews implements Parameters {
    /** Name of the element that counts calibration batches. */
    public static final String CALIBRATED = "calibrated";

    private final Map<String, INDArray> views;
    private final int channel;

    public QuantizerViews(Map<String, INDArray> views) {
        this(views, 0);
    }

    private QuantizerViews(Map<String, INDArray> views, int channel) {
        this.views = views;
        this.channel = channel;
    }

    /** Names of what a quantizer keeps, in order; none where it has no parameters. */
    public static List<String> keys(Quantizer quantizer) {
        List<String> keys = new ArrayList<>();
        quantizer.parameters().forEach(parameter -> keys.add(parameter.name()));
        if (!keys.isEmpty()) {
            keys.add(CALIBRATED);
        }
        return keys;
    }

    /** The description of one of them. */
    public static QuantizerParameter parameter(Quantizer quantizer, String key) {
        return quantizer.parameters().stream()
                .filter(parameter -> parameter.name().equals(key))
                .findFirst()
                .orElseGet(() -> QuantizerParameter.statistic(CALIBRATED));
    }

    /** Number of elements of one of them. */
    private static long elements(Quantizer quantizer, String key, long channels) {
        return parameter(quantizer, key).perChannel() ? channels : 1;
    }

    /** Number of elements of all. */
    static long elements(Quantizer quantizer, long channels) {
        return keys(quantizer).stream()
                .mapToLong(key -> elements(quantizer, key, channels))
                .sum();
    }

    /** Views of the last elements of a flat array, which is null where a layer has none. */
    static Map<String, INDArray> tail(@Nullable INDArray flat, QuantizedLayer layer) {
        Map<String, INDArray> views = new LinkedHashMap<>();
        Quantizer quantizer = layer.quantizer();
        if (flat == null || quantizer == null) {
            return views;
        }
        INDArray vector = flat.reshape(flat.length());
        long at = flat.length() - layer.quantizerElements();
        for (String key : keys(quantizer)) {
            long end = at + elements(quantizer, key, layer.quantizedChannels());
            views.put(key, vector.get(NDArrayIndex.interval(at, end)));
            at = end;
        }
        return views;
    }

    @Override
    public double get(String name) {
        INDArray view = view(name);
        return view.getDouble(at(view));
    }

    @Override
    public void set(String name, double value) {
        INDArray view = view(name);
        view.putScalar(at(view), value);
    }

    @Override
    public Parameters channel(int number) {
        return new QuantizerViews(views, number);
    }

    @Override
    public void change(String name, DoubleUnaryOperator change) {
        INDArray view = view(name);
        for (int i = 0; i < view.length(); i++) {
            view.putScalar(i, change.applyAsDouble(view.getDouble(i)));
        }
    }

    /** Of what each output channel has its own: their mean. */
    public double mean(String name) {
        return view(name).meanNumber().doubleValue();
    }

    private long at(INDArray view) {
        return view.length() == 1 ? 0 : channel;
    }

    private INDArray view(String name) {
        INDArray view = views.get(name);
        if (view == null) {
            throw new IllegalArgumentException("no quantizer parameter " + name + " among " + views.keySet());
        }
        return view;
    }
}
