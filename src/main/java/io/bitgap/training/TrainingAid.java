package io.bitgap.training;

import java.util.Map;
import org.nd4j.linalg.dataset.DataSet;

/** Something that is done beside loss and updates, at fixed places of a training. Where it has a state it is {@link Remembering}. */
interface TrainingAid {
    /** @param batch what the next step learns from */
    default void beforeStep(DataSet batch) {}

    /** The weights are new. */
    default void afterStep() {}

    /** An epoch has been trained; the network is about to be evaluated and saved. */
    default void beforeEvaluation() {}

    /** It was, and training goes on. */
    default void afterEvaluation() {}

    /** What is measured at the end of an epoch, by the metrics' names. */
    default Map<String, Double> measurements() {
        return Map.of();
    }
}
