package io.bitgap.training;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures how many weights oscillate between two levels, and freezes those that do it too often. */
final class OscillationWatch implements TrainingAid, Remembering {
    private final List<LayerOscillation> layers;

    /** @param watch acts before this */
    OscillationWatch(CodeWatch watch, Oscillation recipe) {
        layers = watch.layers().stream()
                .map(layer -> new LayerOscillation(layer, recipe.freezing()))
                .toList();
    }

    @Override
    public void afterStep() {
        layers.forEach(LayerOscillation::follow);
    }

    @Override
    public Map<String, Double> measurements() {
        Map<String, Double> values = new LinkedHashMap<>();
        double weights = 0;
        double oscillating = 0;
        double frozen = 0;
        for (LayerOscillation layer : layers) {
            weights += layer.size();
            oscillating += layer.oscillating();
            frozen += layer.frozen();
            values.put(
                    "quantizer/%s/oscillating".formatted(layer.layer()), (double) layer.oscillating() / layer.size());
        }
        if (weights > 0) {
            values.put("oscillation/oscillating", oscillating / weights);
            values.put("oscillation/frozen", frozen / weights);
        }
        return values;
    }

    @Override
    public String name() {
        return "oscillation";
    }

    @Override
    public byte[] remember() {
        ByteBuffer bytes = ByteBuffer.allocate(
                layers.stream().mapToInt(LayerOscillation::bytes).sum());
        layers.forEach(layer -> layer.write(bytes));
        return bytes.array();
    }

    @Override
    public void recall(byte[] memory) {
        ByteBuffer bytes = ByteBuffer.wrap(memory);
        layers.forEach(layer -> layer.read(bytes));
    }
}
