package io.bitgap.training;

import java.util.List;

/** Observes a {@link TrainingRun}; called on the training thread. */
public interface TrainingObserver {
    /** Hears everything and does nothing. */
    TrainingObserver SILENT = new TrainingObserver() {
        @Override
        public void measured(List<MetricPoint> points) {}

        @Override
        public void progressed(Progress progress) {}

        @Override
        public void epochEnded(EpochResult result, TrainingState state, boolean last) {}

        @Override
        public boolean stopRequested() {
            return false;
        }
    };

    /** New values, a batch at a time: training values every few steps, test values at the end of an epoch. */
    void measured(List<MetricPoint> points);

    /** Quantizers have found their first values, on so many training batches. */
    default void calibrated(int quantizers, int batches) {}

    /**
     * The network as it is after calibration, with batch norm estimated anew, before the first step and with every quantizer at work
     * (post-training quantization): what training has to add to. Of quantized runs that start from trained weights, once.
     */
    default void quantized(Evaluation beforeTraining) {}

    /** An epoch has ended that is not evaluated, and not saved. */
    default void epochTrained(int epoch, Accuracy train) {}

    /** The run ends after this epoch, because it has become no better on the validation images. */
    default void endedEarly(int epoch) {}

    /** After the last epoch, batch norm was estimated anew from so many training batches. */
    default void reestimated(int batches, Evaluation before, Evaluation after) {}

    /** About once a second. */
    void progressed(Progress progress);

    /**
     * An epoch has ended, was evaluated and passed its checks. The state may be saved now; it must not be kept after returning.
     *
     * @param last whether this was the last epoch
     */
    void epochEnded(EpochResult result, TrainingState state, boolean last);

    /** Asked between steps and between the layers of one; true ends the run early with {@link TrainingStopped}. */
    boolean stopRequested();
}
