package io.bitgap.worker;

import io.bitgap.run.RunAssignment;
import io.bitgap.run.RunProgress;
import io.bitgap.run.WorkerDevice;
import io.bitgap.run.checkpoint.NewCheckpoint;
import io.bitgap.run.journal.LogLevel;
import io.bitgap.training.MetricPoint;
import io.bitgap.training.Progress;
import io.bitgap.training.ResultWarning;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Passes reports on until its process is killed, just before a chosen report: from then on nothing gets through. */
final class MortalWork implements RunProgress {
    /** What a caller sees of a kill: it never comes back. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final RunProgress work;
    private final String fatalReport;
    private boolean dead;

    /** @param fatalReport {@code checkpoint <epoch>} or {@code completed} */
    MortalWork(RunProgress work, String fatalReport) {
        this.work = work;
        this.fatalReport = fatalReport;
    }

    @Override
    public Optional<RunAssignment> take(UUID runId, WorkerDevice workplace) {
        return work.take(runId, workplace);
    }

    @Override
    public void noted(UUID attemptId, String sentence) {
        alive().noted(attemptId, sentence);
    }

    @Override
    public void begun(UUID attemptId, int steps) {
        alive().begun(attemptId, steps);
    }

    @Override
    public boolean progressed(UUID attemptId, Progress progress) {
        return alive().progressed(attemptId, progress);
    }

    @Override
    public boolean open(UUID attemptId) {
        return alive().open(attemptId);
    }

    @Override
    public void measured(UUID attemptId, List<MetricPoint> points) {
        alive().measured(attemptId, points);
    }

    @Override
    public void quantized(UUID attemptId, double top1) {
        alive().quantized(attemptId, top1);
    }

    @Override
    public void waits(UUID attemptId, @Nullable String reason) {
        alive().waits(attemptId, reason);
    }

    @Override
    public void logged(UUID attemptId, LogLevel level, String text) {
        alive().logged(attemptId, level, text);
    }

    @Override
    public void checkpointed(UUID attemptId, NewCheckpoint checkpoint, List<ResultWarning> warnings) {
        dieAt("checkpoint " + checkpoint.epoch());
        alive().checkpointed(attemptId, checkpoint, warnings);
    }

    @Override
    public void completed(UUID attemptId) {
        dieAt("completed");
        alive().completed(attemptId);
    }

    @Override
    public void failed(UUID attemptId, String code, String reason) {
        alive().failed(attemptId, code, reason);
    }

    @Override
    public void released(UUID attemptId) {
        alive().released(attemptId);
    }

    @Override
    public void released(UUID runId, WorkerDevice workplace, String why) {
        alive().released(runId, workplace, why);
    }

    @Override
    public void releasedAllOf(String worker) {
        alive().releasedAllOf(worker);
    }

    @Override
    public Duration lost(UUID runId, String how) {
        return work.lost(runId, how);
    }

    private void dieAt(String report) {
        dead = dead || report.equals(fatalReport);
    }

    private RunProgress alive() {
        if (dead) {
            throw new Killed();
        }
        return work;
    }
}
