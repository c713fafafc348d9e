package io.bitgap.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class FormatsTests {
    private final Formats figures = new Formats();

    @Test
    void accuraciesArePercentWithTwoDecimalsRoundedHalfUp() {
        assertThat(figures.percent(0.91304)).isEqualTo("91.30 %");
        assertThat(figures.percent(0.91305)).isEqualTo("91.31 %");
        assertThat(figures.percent(1.0)).isEqualTo("100.00 %");
        assertThat(figures.percent(null)).isEqualTo("–");
    }

    @Test
    void gapsArePointsAndNeverMinusZero() {
        assertThat(figures.points(0.0151)).isEqualTo("1.51 pp");
        assertThat(figures.points(-0.002)).isEqualTo("-0.20 pp");
        assertThat(figures.points(-0.00001)).isEqualTo("0.00 pp");
    }

    @Test
    void probabilitiesThatAreVerySmallAreOnlySaidToBe() {
        assertThat(figures.probability(0.03857)).isEqualTo("p = 0.039");
        assertThat(figures.probability(1.0)).isEqualTo("p = 1.000");
        assertThat(figures.probability(0.00099)).isEqualTo("p < 0.001");
        assertThat(figures.probability(null)).isEqualTo("–");
    }

    @Test
    void timesAreWrittenInTheirTwoLargestUnits() {
        assertThat(figures.seconds(59.4)).isEqualTo("59 s");
        assertThat(figures.seconds(75.0)).isEqualTo("1 min 15 s");
        assertThat(figures.seconds(7300.0)).isEqualTo("2 h 1 min");
        assertThat(figures.seconds(200_000.0)).isEqualTo("2 d 7 h");
        assertThat(figures.seconds(-3.0)).isEqualTo("0 s");
        assertThat(figures.time(Instant.parse("2026-01-02T03:04:05Z"))).isEqualTo("2026-01-02 03:04");
    }

    @Test
    void sizesAndValuesAreShort() {
        assertThat(figures.bytes(999)).isEqualTo("999 B");
        assertThat(figures.bytes(1_500_000)).isEqualTo("1.5 MB");
        assertThat(figures.bytes(999_960)).isEqualTo("1.0 MB");
        assertThat(figures.value(0.123456)).isEqualTo("0.1235");
        assertThat(figures.value(0.0)).isEqualTo("0");
        assertThat(figures.value(0.00001234)).isEqualTo("0.00001234");
        assertThat(figures.value(20.0)).isEqualTo("20");
    }

    @Test
    void onlyFinishedWorkIsAHundredPercent() {
        assertThat(figures.done(0.9999)).isEqualTo("99 %");
    }

    @Test
    void ratiosHaveTwoDecimals() {
        assertThat(figures.times(1.1639)).isEqualTo("1.16 times");
        assertThat(figures.times(null)).isEqualTo("–");
    }
}
