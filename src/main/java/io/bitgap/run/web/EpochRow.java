package io.bitgap.run.web;

import io.bitgap.run.journal.MetricSeries;
import io.bitgap.training.MetricPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of one epoch, as its log line has them: training values are means over it, the learning rate is its last.
 *
 * @param epoch finished epochs
 * @param test without values where the epoch was not evaluated
 * @param validation likewise, and where no images were held out for it
 */
public record EpochRow(
        int epoch,
        Values test,
        Values validation,
        Values train,
        @Nullable Double learningRate) {
    private static final String RATE = "train/learning-rate";
    private static final String TEST = "test/top1";
    static final List<String> SERIES = List.of(
            TEST,
            "test/loss",
            "validation/top1",
            "validation/loss",
            MetricPoint.EPOCH_TOP1,
            MetricPoint.EPOCH_LOSS,
            RATE);

    /** Of one split. */
    public record Values(@Nullable Double top1, @Nullable Double loss) {}

    /** One row for every epoch that was trained. */
    static List<EpochRow> of(List<MetricSeries> measured) {
        Map<String, MetricSeries> series =
                measured.stream().collect(Collectors.toMap(MetricSeries::name, Function.identity()));
        SortedMap<Long, Double> ends = new TreeMap<>();
        for (String name : List.of(MetricPoint.EPOCH_TOP1, TEST)) {
            points(series, name).forEach(point -> ends.put(point.step(), point.epoch()));
        }
        List<EpochRow> rows = new ArrayList<>();
        ends.forEach((step, epoch) -> rows.add(new EpochRow(
                (int) Math.round(epoch),
                new Values(at(series, TEST, step), at(series, "test/loss", step)),
                new Values(at(series, "validation/top1", step), at(series, "validation/loss", step)),
                new Values(at(series, MetricPoint.EPOCH_TOP1, step), at(series, MetricPoint.EPOCH_LOSS, step)),
                until(series, step))));
        return rows;
    }

    private static @Nullable Double at(Map<String, MetricSeries> series, String name, long step) {
        return points(series, name).stream()
                .filter(point -> point.step() == step)
                .map(MetricSeries.Point::value)
                .findFirst()
                .orElse(null);
    }

    /** The learning rate that was measured last before. */
    private static @Nullable Double until(Map<String, MetricSeries> series, long step) {
        return points(series, RATE).stream()
                .filter(point -> point.step() <= step)
                .map(MetricSeries.Point::value)
                .reduce((earlier, later) -> later)
                .orElse(null);
    }

    private static List<MetricSeries.Point> points(Map<String, MetricSeries> series, String name) {
        MetricSeries found = series.get(name);
        return found == null ? List.of() : found.points();
    }
}
