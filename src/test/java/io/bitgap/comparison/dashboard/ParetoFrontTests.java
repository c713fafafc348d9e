package io.bitgap.comparison.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ParetoFrontTests {
    @Test
    void aPointThatCostsMoreAndIsLessAccurateIsBeaten() {
        List<TradeOff.Point> marked = ParetoFront.marked(
                List.of(point("small", 0.80, 1, 9), point("good", 0.90, 2, 5), point("beaten", 0.85, 3, 7)));

        assertThat(marked)
                .filteredOn(TradeOff.Point::frontBySize)
                .extracting(TradeOff.Point::method)
                .containsExactly("small", "good");
        assertThat(marked)
                .filteredOn(TradeOff.Point::frontByOperations)
                .extracting(TradeOff.Point::method)
                .containsExactly("good");
    }

    @Test
    void equalPointsStandSideBySideAndOfEqualCostsTheMoreAccurateStands() {
        List<TradeOff.Point> marked = ParetoFront.marked(
                List.of(point("one", 0.9, 1, 1), point("twin", 0.9, 1, 1), point("worse", 0.8, 1, 1)));

        assertThat(marked)
                .filteredOn(TradeOff.Point::frontBySize)
                .extracting(TradeOff.Point::method)
                .containsExactly("one", "twin");
    }

    private static TradeOff.Point point(String method, double top1, double bytes, double operations) {
        return new TradeOff.Point(method, "4", top1, null, 1, bytes, operations, false, false, "experiment");
    }
}
