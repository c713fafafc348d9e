package io.bitgap.worker;

import io.bitgap.training.Accuracy;
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
        Accuracy validation = result.validation();
        return sentence(
                result.epoch(),
                result.train(),
                "; on the test split " + text(result.test().accuracy())
                        + (validation == null ? "" : "; on the validation images " + text(validation)));
    }

    /** Of one that is not evaluated. */
    String of(int epoch, Accuracy train) {
        return sentence(epoch, train, "");
    }

    private String sentence(int epoch, Accuracy train, String evaluated) {
        return "Epoch %d of %d: %s%s%s%s."
                .formatted(
                        epoch,
                        epochs,
                        text(train),
                        evaluated,
                        optional("; learning rate %.3g", RATE),
                        optional("; %.0f images/s", MetricPoint.TRAINING_SPEED));
    }

    private static String text(Accuracy accuracy) {
        return String.format(Locale.ROOT, "loss %.4f, top-1 %.2f %%", accuracy.loss(), 100 * accuracy.top1());
    }

    private String optional(String format, String name) {
        Double value = last.get(name);
        return value == null ? "" : String.format(Locale.ROOT, format, value);
    }
}
