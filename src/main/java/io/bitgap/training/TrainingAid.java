package io.bitgap.training;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.dataset.DataSet;

/** Something that is done beside loss and updates, at fixed places of a training. Where it has a state it is {@link Remembering}. */
interface TrainingAid {
    /** A network of trained weights, its quantizers calibrated, was evaluated before its first step. */
    default void begins(Evaluation start) {}

    /** @param batch what the next step learns from */
    default void beforeStep(DataSet batch) {}

    /** The weights are new. */
    default void afterStep() {}

    /** An epoch has been trained; the network is about to be evaluated and saved. */
    default void beforeEvaluation() {}

    /** What is wrong with the result of an epoch, seen from here. Asked once, before anything is remembered. */
    default List<ResultWarning> evaluated(Evaluation test) {
        return List.of();
    }

    /** It was, and training goes on. */
    default void afterEvaluation() {}

    /** What is measured at the end of an epoch, by the metrics' names. */
    default Map<String, Double> measurements() {
        return Map.of();
    }
}
