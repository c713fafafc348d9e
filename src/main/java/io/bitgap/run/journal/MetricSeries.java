package io.bitgap.run.journal;

import java.util.List;

/**
 * The values of one metric of a run, by step.
 *
 * @param name e.g. {@code train/loss}, {@code test/top1}
 */
public record MetricSeries(String name, List<Point> points) {
    public MetricSeries {
        points = List.copyOf(points);
    }

    /**
     * @param step training steps done since the run began
     * @param epoch epochs begun, fractional
     */
    public record Point(long step, double epoch, double value) {}
}
