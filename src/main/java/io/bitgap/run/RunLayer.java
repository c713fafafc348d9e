package io.bitgap.run;

import io.bitgap.json.CanonicalJson;
import io.bitgap.quantizer.evaluation.Telemetry;
import io.bitgap.training.LayerQuantization;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One quantizer of a run.
 *
 * @param epoch finished epochs when it stood so
 * @param layer the layer whose weights it quantizes, or the quantize node
 * @param role {@code weights} or {@code activations}
 * @param parameters learned parameters, statistics and what follows from them, by name
 * @param levels distinct levels the map can take
 * @param telemetry how well it fits; null where that was not measured
 */
public record RunLayer(
        int epoch,
        String layer,
        String role,
        String quantizer,
        int bits,
        Map<String, Object> options,
        Map<String, Double> parameters,
        int levels,
        @Nullable Telemetry telemetry) {

    public static List<RunLayer> of(int epoch, String quantizers) {
        return List.of(CanonicalJson.read(quantizers, LayerQuantization[].class)).stream()
                .map(layer -> new RunLayer(
                        epoch,
                        layer.layer(),
                        layer.spec().role().word(),
                        layer.spec().quantizer(),
                        layer.spec().bits(),
                        layer.spec().options(),
                        layer.parameters(),
                        layer.levels(),
                        layer.telemetry()))
                .toList();
    }
}
