package io.bitgap.training;

import io.bitgap.quantizer.evaluation.Telemetry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values an epoch ends with: accuracy on the test split, where every quantizer stands and how well it fits. */
final class EpochMetrics {
    private EpochMetrics() {}

    /** @param measurements of the aids, by their names */
    static List<MetricPoint> of(EpochResult result, TrainingState state, Map<String, Double> measurements, long step) {
        List<MetricPoint> points = new ArrayList<>();
        points.add(new MetricPoint("test/loss", step, result.epoch(), result.testLoss()));
        points.add(new MetricPoint("test/top1", step, result.epoch(), result.testTop1()));
        measurements.forEach((name, value) -> points.add(new MetricPoint(name, step, result.epoch(), value)));
        for (LayerQuantization layer : state.quantizers()) {
            Map<String, Double> values = new LinkedHashMap<>(layer.parameters());
            if (layer.telemetry() != null) {
                values.putAll(values(layer.telemetry()));
            }
            values.forEach((name, value) -> points.add(
                    new MetricPoint("quantizer/%s/%s".formatted(layer.layer(), name), step, result.epoch(), value)));
        }
        return points;
    }

    /** Of the last epoch, as it was with the running statistics of batch norms. */
    static List<MetricPoint> beforeReestimation(Evaluation test, int epoch, int steps) {
        long step = (long) epoch * steps;
        return List.of(
                new MetricPoint(MetricPoint.LOSS_BEFORE_REESTIMATION, step, epoch, test.loss()),
                new MetricPoint(MetricPoint.TOP1_BEFORE_REESTIMATION, step, epoch, test.top1()));
    }

    private static Map<String, Double> values(Telemetry telemetry) {
        Map<String, Double> values = new LinkedHashMap<>();
        if (telemetry.scale() != null) {
            values.put("scale", telemetry.scale());
        }
        values.put("low", telemetry.low());
        values.put("high", telemetry.high());
        values.put("clipped", telemetry.clipped());
        values.put("levelsUsed", (double) telemetry.levelsUsed());
        if (telemetry.sqnr() != null) {
            values.put("sqnr", telemetry.sqnr());
        }
        return values;
    }
}
