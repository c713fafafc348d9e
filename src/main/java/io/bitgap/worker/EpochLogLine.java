package io.bitgap.worker;

import io.bitgap.training.EpochResult;
import io.bitgap.training.MetricPoint;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a run's log says about an epoch: its figures, and the last learning rate and speed that were measured in it. */
final class EpochLogLine {
    private static final String RATE = "train/learning-rate";

    private final int epochs;
    private final Map<String, Double> last = new HashMap<>();

    EpochLogLine(int epochs) {
        this.epochs = epochs;
    }

    void measured(List<MetricPoint> points) {
        for (MetricPoint point : points) {
            if (point.name().equals(RATE) || point.name().equals(MetricPoint.TRAINING_SPEED)) {
                last.put(point.name(), point.value());
            }
        }
    }

    String of(EpochResult result) {
        return String.format(
                Locale.ROOT,
                "Epoch %d of %d: loss %.4f, top-1 %.2f %%; on the test split loss %.4f, top-1 %.2f %%%s%s.",
                result.epoch(),
                epochs,
                result.trainLoss(),
                100 * result.trainTop1(),
                result.testLoss(),
                100 * result.testTop1(),
                optional("; learning rate %.3g", RATE),
                optional("; %.0f images/s", MetricPoint.TRAINING_SPEED));
    }

    private String optional(String format, String name) {
        Double value = last.get(name);
        return value == null ? "" : String.format(Locale.ROOT, format, value);
    }
}
