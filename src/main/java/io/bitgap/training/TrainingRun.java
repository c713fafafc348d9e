package io.bitgap.training;

import io.bitgap.dataset.ImageDataset;

/** One training job from its start to its last epoch. */
public final class TrainingRun {
    /** @param data the whole data set; the plan's limits are applied here */
    public TrainingRun(TrainingPlan plan, ImageDataset data, TrainingStart start, TrainingObserver observer) {
        throw new UnsupportedOperationException("not built yet");
    }

    /**
     * Trains to the last epoch.
     *
     * @return what the last epoch came to
     * @throws TrainingFailed when the loss or a parameter is not a number
     * @throws TrainingStopped when the observer asked for it
     */
    public EpochResult execute() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Steps an epoch. */
    public int steps() {
        throw new UnsupportedOperationException("not built yet");
    }
}
