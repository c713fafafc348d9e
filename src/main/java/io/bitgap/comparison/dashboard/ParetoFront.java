package io.bitgap.comparison.dashboard;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Finds the points that no other point dominates. A point is beaten by one that is at least as accurate and costs no more, and
 * is better in one of the two.
 *
 * <p>Worked example: (cost 1, 0.80), (2, 0.90), (3, 0.85): the third is beaten by the second, the others stand.
 */
final class ParetoFront {
    private ParetoFront() {}

    static List<TradeOff.Point> marked(List<TradeOff.Point> points) {
        return points.stream()
                .map(point -> point.onFront(
                        stands(point, points, TradeOff.Point::packedBytes),
                        stands(point, points, TradeOff.Point::bitOperations)))
                .toList();
    }

    private static boolean stands(
            TradeOff.Point point, List<TradeOff.Point> points, ToDoubleFunction<TradeOff.Point> cost) {
        double own = cost.applyAsDouble(point);
        return points.stream().noneMatch(other -> {
            double theirs = cost.applyAsDouble(other);
            return theirs <= own && other.top1() >= point.top1() && (theirs < own || other.top1() > point.top1());
        });
    }
}
