package io.bitgap.training;

import java.util.List;

/**
 * How far and when a schedule lowers the rate.
 *
 * @param milestones epochs after which {@link ScheduleKind#STEP} lowers it, rising; empty: at 30 % and 60 % of the run
 * @param gamma what each milestone multiplies it with
 * @param smallest the rate that a falling schedule ends at
 */
public record RateDecay(List<Integer> milestones, double gamma, double smallest) {
    static final RateDecay NONE = new RateDecay(List.of(), 0.1, 0);

    public RateDecay {
        milestones = List.copyOf(milestones);
    }

    RateDecay milestones(List<Integer> value) {
        return new RateDecay(value, gamma, smallest);
    }

    /** With the milestones at the same shares of another number of epochs, those that are left within it. */
    RateDecay stretched(int epochs, int to) {
        return milestones(milestones.stream()
                .map(epoch -> Math.round((float) epoch * to / epochs))
                .filter(epoch -> epoch > 0 && epoch < to)
                .distinct()
                .toList());
    }

    RateDecay gamma(double value) {
        return new RateDecay(milestones, value, smallest);
    }

    RateDecay smallest(double value) {
        return new RateDecay(milestones, gamma, value);
    }
}
