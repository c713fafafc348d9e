package io.bitgap.run.web;

import io.bitgap.run.journal.MetricSeries;
import io.bitgap.training.MetricPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of one epoch, as its log line has them: training values are means over it, the learning rate is its last.
 *
 * @param epoch finished epochs
 * @param testTop1BeforeReestimation of the last epoch where batch norm was estimated anew after it; null elsewhere
 */
public record EpochRow(
        int epoch,
        @Nullable Double testTop1,
        @Nullable Double testLoss,
        @Nullable Double trainTop1,
        @Nullable Double trainLoss,
        @Nullable Double learningRate,
        @Nullable Double testTop1BeforeReestimation) {
    static final List<String> SERIES = List.of(
            "test/top1",
            "test/loss",
            MetricPoint.EPOCH_TOP1,
            MetricPoint.EPOCH_LOSS,
            "train/learning-rate",
            MetricPoint.TOP1_BEFORE_REESTIMATION);

    /** One row for every epoch that was evaluated. */
    static List<EpochRow> of(List<MetricSeries> measured) {
        Map<String, MetricSeries> series =
                measured.stream().collect(Collectors.toMap(MetricSeries::name, Function.identity()));
        List<EpochRow> rows = new ArrayList<>();
        for (MetricSeries.Point test : points(series, "test/top1")) {
            long step = test.step();
            rows.add(new EpochRow(
                    (int) Math.round(test.epoch()),
                    test.value(),
                    until(series, "test/loss", step),
                    until(series, MetricPoint.EPOCH_TOP1, step),
                    until(series, MetricPoint.EPOCH_LOSS, step),
                    until(series, "train/learning-rate", step),
                    until(series, MetricPoint.TOP1_BEFORE_REESTIMATION, step)));
        }
        return rows;
    }

    private static @Nullable Double until(Map<String, MetricSeries> series, String name, long step) {
        Double last = null;
        for (MetricSeries.Point point : points(series, name)) {
            if (point.step() > step) {
                break;
            }
            last = point.value();
        }
        return last;
    }

    private static List<MetricSeries.Point> points(Map<String, MetricSeries> series, String name) {
        MetricSeries found = series.get(name);
        return found == null ? List.of() : found.points();
    }
}
