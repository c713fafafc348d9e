package io.bitgap.comparison.dashboard;

import io.bitgap.experiment.ExperimentView;
import io.bitgap.listing.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of the first page, as page and as JSON.
 *
 * @param experiments the latest, and how many there are
 * @param finished the runs that finished last
 * @param pairs networks on data sets that have something to show, the one measured last first
 * @param gap null while no experiment has finished
 * @param tradeOff null while no experiment has finished
 * @param heatMap null while no quantized run has finished
 */
public record Dashboard(
        Work work,
        Page<ExperimentView> experiments,
        List<RecentRun> finished,
        List<MeasuredPair> pairs,
        @Nullable GapChart gap,
        @Nullable TradeOff tradeOff,
        @Nullable HeatMap heatMap) {
    /**
     * What is to be done and who does it.
     *
     * @param running runs that train, or are about to
     * @param waiting runs that wait for the run that they start from
     * @param devices of workers that are there, idle or not, and those that a run was given to
     * @param training the runs that train, the one that began first in front
     * @param next the runs that workers take next
     */
    public record Work(
            int running,
            int queued,
            int waiting,
            int paused,
            List<TrainingDevice> devices,
            List<RecentRun> training,
            List<RecentRun> next) {
        /** Whether anything here changes by itself. */
        public boolean active() {
            return running + queued + waiting > 0;
        }
    }

    /** A worker's device and how many runs it trains now; none while it is idle. */
    public record TrainingDevice(String worker, String device, int runs) {
        boolean isSameAs(TrainingDevice other) {
            return worker.equals(other.worker) && device.equals(other.device);
        }

        /** As people read it: {@code cpu:0 of first: idle}. */
        public String text() {
            String doing = runs == 0 ? "idle" : runs == 1 ? "training" : "training " + runs + " runs";
            return device + " of " + worker + ": " + doing;
        }
    }
}
