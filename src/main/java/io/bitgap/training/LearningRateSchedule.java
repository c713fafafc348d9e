package io.bitgap.training;

import java.util.List;
import java.util.Objects;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The learning rate of each step. With base rate b, W warm-up steps and T steps in all, step i counts from 0:
 *
 * <ul>
 *   <li>i &lt; W: b * (i+1)/W, whatever the kind; then with t = i-W and N = T-W:
 *   <li>CONSTANT: b
 *   <li>STEP: b * g^k, where k is how many milestones i has reached; without milestones these are at 30 % and 60 % of N (the
 *       origin's 60 and 120 of 200 epochs). g is 0.1 unless said otherwise
 *   <li>COSINE: s + (b-s)/2 * (1 + cos(pi*t/N)) (arXiv 1608.03983)
 *   <li>SINE: b * sin(pi*t/N) (the origin's int8 recipe)
 *   <li>ONE_CYCLE: cosine from b/25 up to b in the first 20 % of N, then down to b/250,000 (arXiv 1708.07120)
 * </ul>
 *
 * No rate after the warm-up is below the smallest one, s. Milestones count from the first step of the run, warm-up included.
 *
 * <p>Worked number: COSINE, b = 0.1, N = 100: step 50 has 0.05, with s = 0.02 it has 0.06.
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

    /** Steps that end with a milestone. */
    @JsonProperty
    private List<Long> milestones = List.of();

    @JsonProperty
    private double gamma = RateDecay.NONE.gamma();

    @JsonProperty
    private double smallest;

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
        LearningRateSchedule schedule = new LearningRateSchedule(
                recipe.schedule(),
                recipe.learningRate(),
                Math.round(recipe.warmupEpochs() * stepsPerEpoch),
                (long) recipe.epochs() * stepsPerEpoch);
        RateDecay decay = recipe.decay();
        schedule.milestones = decay.milestones().stream()
                .map(epoch -> (long) epoch * stepsPerEpoch)
                .toList();
        schedule.gamma = decay.gamma();
        schedule.smallest = decay.smallest();
        return schedule;
    }

    /** The same schedule with every rate multiplied. */
    LearningRateSchedule times(double factor) {
        LearningRateSchedule other = clone();
        other.base *= factor;
        other.smallest *= factor;
        return other;
    }

    /** What it falls from. */
    double base() {
        return base;
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
            case STEP -> Math.max(smallest, base * Math.pow(gamma, lowered(iteration, t / n)));
            case COSINE -> between(base, smallest, t / n);
            case SINE -> Math.max(smallest, base * Math.sin(Math.PI * t / n));
            case ONE_CYCLE -> {
                double rise = ONE_CYCLE_RISE * n;
                yield t < rise
                        ? between(Math.max(smallest, base / 25), base, t / rise)
                        : between(base, Math.max(smallest, base / 250_000), (t - rise) / (n - rise));
            }
        };
    }

    /** How often the rate was lowered. */
    private long lowered(int iteration, double share) {
        return milestones.isEmpty()
                ? share < 0.3 ? 0 : share < 0.6 ? 1 : 2
                : milestones.stream()
                        .filter(milestone -> iteration >= milestone)
                        .count();
    }

    /** From a to b along half a cosine. */
    private static double between(double a, double b, double share) {
        return b + (a - b) / 2 * (1 + Math.cos(Math.PI * share));
    }

    @Override
    public LearningRateSchedule clone() {
        LearningRateSchedule copy = new LearningRateSchedule(kind, base, warmup, total);
        copy.milestones = milestones;
        copy.gamma = gamma;
        copy.smallest = smallest;
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LearningRateSchedule s
                && s.kind == kind
                && s.base == base
                && s.warmup == warmup
                && s.total == total
                && s.milestones.equals(milestones)
                && s.gamma == gamma
                && s.smallest == smallest;
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, base, warmup, total, milestones, gamma, smallest);
    }
}
