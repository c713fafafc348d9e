package io.bitgap.comparison.significance;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.bitgap.training.TestAnswers;
import io.swagger.v3.oas.annotations.media.Schema;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * McNemar's exact test: what the images that only one of two networks is right about say about which of the two is better on all
 * images that there might have been. It speaks about these two networks, not about other seeds.
 *
 * <p>With b images that only the reference is right about and c that only the other is, were neither better, b would have a binomial
 * distribution of b + c trials with probability 1/2: p = min(1, 2 P(X <= min(b, c))). The gap is (b - c) / n, and its interval
 * follows from that of Clopper and Pearson for b / (b + c), so that it leaves out 0 exactly where p < 0.05.
 *
 * <p>Worked number: of 1000 images, 10 only the reference is right about and 2 only the other: gap 0.8 points,
 * p = 2 (1 + 12 + 66) / 4096 = 0.0386, interval 0.04 to 1.15 points.
 *
 * <p>Sources: Q. McNemar, Psychometrika 12, 1947; C. Clopper and E. Pearson, Biometrika 26, 1934.
 *
 * @param onlyReference b
 * @param onlyOther c
 * @param images n
 */
public record McNemar(
        @Schema(description = "Images that only the reference is right about")
        int onlyReference,

        @Schema(description = "Images that only the other is right about")
        int onlyOther,

        int images) {
    public McNemar {
        if (onlyReference < 0 || onlyOther < 0 || images < 1 || images - onlyReference < onlyOther) {
            throw new IllegalArgumentException("%d and %d of %d images".formatted(onlyReference, onlyOther, images));
        }
    }

    /** @throws IllegalArgumentException where the two were not tested on the same images */
    public static McNemar of(TestAnswers reference, TestAnswers other) {
        if (!comparable(reference, other)) {
            throw new IllegalArgumentException("Tested on other images, the two are not comparable image by image");
        }
        int onlyReference = 0;
        int onlyOther = 0;
        for (int image = 0; image < reference.size(); image++) {
            boolean before = reference.right(image);
            boolean now = other.right(image);
            onlyReference += before && !now ? 1 : 0;
            onlyOther += now && !before ? 1 : 0;
        }
        return new McNemar(onlyReference, onlyOther, reference.size());
    }

    /** Whether the two have answered the same questions. */
    public static boolean comparable(TestAnswers reference, TestAnswers other) {
        return reference.split().id().equals(other.split().id());
    }

    /** Reference's top-1 minus the other's, a fraction. */
    @JsonProperty
    public double gap() {
        return (double) (onlyReference - onlyOther) / images;
    }

    /** Two-sided, 0..1; 1 where both are right about the same images. */
    @JsonProperty
    @Schema(description = "Of McNemar's exact test, two-sided")
    public double p() {
        int fewer = Math.min(onlyReference, onlyOther);
        return Math.min(1, 2 * new BinomialDistribution(null, discordant(), 0.5).cumulativeProbability(fewer));
    }

    /** Of the gap. */
    @JsonProperty
    @Schema(description = "95 % interval of the gap")
    public Interval interval() {
        double tail = (1 - Interval.CONFIDENCE) / 2;
        double low = onlyReference == 0 ? 0 : beta(onlyReference, onlyOther + 1, tail);
        double high = onlyOther == 0 ? 1 : beta(onlyReference + 1, onlyOther, 1 - tail);
        return new Interval(asGap(low), asGap(high));
    }

    /** @param share of the discordant images that only the reference is right about */
    private double asGap(double share) {
        return (2 * share - 1) * discordant() / images;
    }

    private int discordant() {
        return onlyReference + onlyOther;
    }

    private static double beta(int alpha, int beta, double probability) {
        return new BetaDistribution(null, alpha, beta).inverseCumulativeProbability(probability);
    }
}
