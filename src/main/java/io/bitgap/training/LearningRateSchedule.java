package io.bitgap.training;

import java.util.Objects;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The learning rate of each step. With base rate b, W warm-up steps and T steps in all, step i counts from 0:
 *
 * <ul>
 *   <li>i &lt; W: b * (i+1)/W, whatever the kind; then with t = i-W and N = T-W:
 *   <li>CONSTANT: b
 *   <li>STEP: b, 0.1*b from 30 % and 0.01*b from 60 % of N on (the origin's 60 and 120 of 200 epochs)
 *   <li>COSINE: b/2 * (1 + cos(pi*t/N)) (arXiv 1608.03983)
 *   <li>SINE: b * sin(pi*t/N) (the origin's int8 recipe)
 *   <li>ONE_CYCLE: cosine from b/25 up to b in the first 20 % of N, then down to b/250,000 (arXiv 1708.07120)
 * </ul>
 *
 * Worked number: COSINE, b = 0.1, N = 100: step 50 has 0.05.
 */
public final class LearningRateSchedule implements ISchedule {
    private static final long serialVersionUID = 1L;
    private static final double ONE_CYCLE_RISE = 0.2;

    @JsonProperty
    private ScheduleKind kind = ScheduleKind.CONSTANT;

    @JsonProperty
    private double base;

    @JsonProperty
    private long warmup;

    @JsonProperty
    private long total;

    /** For deserialization. */
    public LearningRateSchedule() {}

    public LearningRateSchedule(ScheduleKind kind, double base, long warmup, long total) {
        this.kind = kind;
        this.base = base;
        this.warmup = Math.min(warmup, total);
        this.total = total;
    }

    /** The schedule of a recipe. */
    public static LearningRateSchedule of(Recipe recipe, int stepsPerEpoch) {
        return new LearningRateSchedule(
                recipe.schedule(),
                recipe.learningRate(),
                Math.round(recipe.warmupEpochs() * stepsPerEpoch),
                (long) recipe.epochs() * stepsPerEpoch);
    }

    /** The same schedule with every rate multiplied. */
    LearningRateSchedule times(double factor) {
        return new LearningRateSchedule(kind, base * factor, warmup, total);
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        if (iteration < warmup) {
            return base * (iteration + 1) / warmup;
        }
        double n = Math.max(1, total - warmup);
        double t = Math.min(iteration - warmup, n);
        return switch (kind) {
            case CONSTANT -> base;
            case STEP -> base * (t < 0.3 * n ? 1 : t < 0.6 * n ? 0.1 : 0.01);
            case COSINE -> between(base, 0, t / n);
            case SINE -> base * Math.sin(Math.PI * t / n);
            case ONE_CYCLE -> {
                double rise = ONE_CYCLE_RISE * n;
                yield t < rise
                        ? between(base / 25, base, t / rise)
                        : between(base, base / 250_000, (t - rise) / (n - rise));
            }
        };
    }

    /** From a to b along half a cosine. */
    private static double between(double a, double b, double share) {
        return b + (a - b) / 2 * (1 + Math.cos(Math.PI * share));
    }

    @Override
    public ISchedule clone() {
        return new LearningRateSchedule(kind, base, warmup, total);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LearningRateSchedule s
                && s.kind == kind
                && s.base == base
                && s.warmup == warmup
                && s.total == total;
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, base, warmup, total);
    }
}
