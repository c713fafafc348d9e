package io.bitgap.queue;

import io.bitgap.training.Limits;
import io.bitgap.training.TrainingPlan;
import java.util.List;
import java.util.function.Predicate;

/**
 * What makes runs take alike.
 *
 * @param fp32 quantizers take their time
 */
record RunKind(String network, String dataset, Limits limits, boolean fp32) {
    static RunKind of(TrainingPlan plan) {
        return new RunKind(plan.network(), plan.dataset(), plan.limits(), plan.method() == null);
    }

    /** Kinds that say something about this one, those that say most first. */
    List<Predicate<RunKind>> alike() {
        Predicate<RunKind> sameNetwork = other -> network.equals(other.network);
        Predicate<RunKind> sameData = sameNetwork.and(other -> dataset.equals(other.dataset));
        return List.of(this::equals, sameData.and(other -> fp32 == other.fp32), sameData, sameNetwork, other -> true);
    }
}
