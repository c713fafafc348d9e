package io.bitgap.comparison.significance;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.bitgap.training.TestAnswers;
import io.swagger.v3.oas.annotations.media.Schema;
import org.apache.commons.math3.analysis.solvers.BisectionSolver;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.special.Beta;

/**
 * McNemar's exact test: what the images that only one of two networks is right about say about which of the two is better on all
 * images that there might have been. It speaks about these two networks, not about other seeds.
 *
 * <p>With b images that only the reference is right about and c that only the other is, were neither better, b would have a binomial
 * distribution of b + c trials with probability 1/2: p = min(1, 2 P(X <= min(b, c))). The gap is (b - c) / n. Its interval is Tango's,
 * the gaps D that a score test does not reject: |b - c - nD| <= z sqrt(n (2q + D (1 - D))), where q, the share of the images that only
 * the other is right about, is the likeliest one if D is the gap: 2nq^2 + ((2n - b + c) D - b - c) q - c D (1 - D) = 0. Where p is near
 * 0.05 the two may disagree about 0: the exact test is the more careful one.
 *
 * <p>Worked number: of 1000 images, 10 only the reference is right about and 2 only the other: gap 0.8 points,
 * p = 2 (1 + 12 + 66) / 4096 = 0.0386, interval 0.15 to 1.65 points.
 *
 * <p>Sources: Q. McNemar, Psychometrika 12, 1947; T. Tango, Statistics in Medicine 17, 1998.
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
    private static final BisectionSolver SOLVER = new BisectionSolver(1e-12);
    private static final int STEPS = 100;

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
        int more = discordant() - fewer;
        // the tail itself, which is a number where 1 minus the rest is none
        return fewer == more ? 1 : Math.min(1, 2 * Beta.regularizedBeta(0.5, more, fewer + 1));
    }

    /** Of the gap. */
    @JsonProperty
    @Schema(description = "95 % interval of the gap")
    public Interval interval() {
        double z = new NormalDistribution(null, 0, 1).inverseCumulativeProbability((1 + Interval.CONFIDENCE) / 2);
        double gap = gap();
        return new Interval(
                gap <= -1 ? -1 : SOLVER.solve(STEPS, assumed -> score(assumed) - z, -1, gap),
                gap >= 1 ? 1 : SOLVER.solve(STEPS, assumed -> score(assumed) + z, gap, 1));
    }

    /** How many standard errors, if the gap were the assumed one, lie between that and this one. */
    private double score(double assumed) {
        double n = images;
        double square = 2 * n;
        double linear = (2 * n - onlyReference + onlyOther) * assumed - discordant();
        double constant = -onlyOther * assumed * (1 - assumed);
        double root = Math.sqrt(Math.max(0, linear * linear - 4 * square * constant));
        double variance = n * ((root - linear) / square + assumed * (1 - assumed));
        double distance = n * (gap() - assumed);
        return distance == 0 ? 0 : distance / Math.sqrt(Math.max(0, variance));
    }

    private int discordant() {
        return onlyReference + onlyOther;
    }
}
