package io.bitgap.training;

import java.util.List;

/** Ready-made observers. */
final class Observers {
    /** Hears everything and does nothing. */
    static final TrainingObserver SILENT = new TrainingObserver() {
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

    private Observers() {}
}
