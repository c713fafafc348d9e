package io.bitgap.training;

import java.util.ArrayList;
import java.util.List;

/** The values an epoch ends with: accuracy on the test split and where every quantizer stands. */
final class EpochMetrics {
    private EpochMetrics() {}

    static List<MetricPoint> of(EpochResult result, TrainingState state, long step) {
        List<MetricPoint> points = new ArrayList<>();
        points.add(new MetricPoint("test/loss", step, result.epoch(), result.testLoss()));
        points.add(new MetricPoint("test/top1", step, result.epoch(), result.testTop1()));
        for (LayerQuantization layer : state.quantizers()) {
            layer.parameters()
                    .forEach((name, value) -> points.add(new MetricPoint(
                            "quantizer/%s/%s".formatted(layer.layer(), name), step, result.epoch(), value)));
        }
        return points;
    }
}
