package io.bitgap.run;

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

/** The operations of a worker on a run: the only way from training into the tables. Every call is its own transaction. */
public interface RunProgress {
    /**
     * Opens an attempt: QUEUED becomes STARTING. An attempt that is still open belongs to a worker that was lost; it is
     * closed as LOST first, and held against the run where that was another one. Empty when the run may not start (canceled, paused, finished, attempts used up: then it is FAILED).
     */
    Optional<RunAssignment> take(UUID runId, WorkerDevice workplace);

    /** Something about the attempt is not as it should be: a sentence for the run's log and the attempt. */
    void noted(UUID attemptId, String sentence);

    /** Training begins: STARTING becomes RUNNING. */
    void begun(UUID attemptId, int steps);

    /** Heartbeat and progress. False when the attempt is no longer this worker's to go on with: stop training. */
    boolean progressed(UUID attemptId, Progress progress);

    /** Whether the attempt is still this worker's to go on with: asked where there is no progress to tell. */
    boolean open(UUID attemptId);

    /** Stores values; storing the same (name, step) again overwrites. */
    void measured(UUID attemptId, List<MetricPoint> points);

    /** Records the accuracy of the quantized network before its first step, 0..1. */
    void quantized(UUID attemptId, double top1);

    /** Why the run does not go on just now though nothing is wrong with it, for people; null when it goes on. */
    void waits(UUID attemptId, @Nullable String reason);

    /** Writes a line to the run's log. */
    void logged(UUID attemptId, LogLevel level, String text);

    /**
     * Records a checkpoint, the run's best and last accuracy, and what makes the last one worth nothing; the same epoch again
     * replaces the earlier one.
     */
    void checkpointed(UUID attemptId, NewCheckpoint checkpoint, List<ResultWarning> warnings);

    /** RUNNING becomes COMPLETED; runs that waited for this baseline are queued. */
    void completed(UUID attemptId);

    /** The run becomes FAILED with this reason, and runs that waited for it fail with it. */
    void failed(UUID attemptId, String code, String reason);

    /**
     * The worker gives the run back because it shuts down: the attempt is LOST, the run goes back to QUEUED and resumes elsewhere.
     * Nothing happens where the run was canceled or paused, which has closed the attempt.
     */
    void released(UUID attemptId);

    /**
     * The same of what is open at the run on that device, where its id may not have been heard.
     *
     * @param why a sentence, in place of the worker's end
     */
    void released(UUID runId, WorkerDevice workplace, String why);

    /** {@link #released(UUID)} for everything that this worker still has open. */
    void releasedAllOf(String worker);

    /**
     * The worker of the run's open attempt is gone: the attempt is LOST, the run goes back to QUEUED, or is FAILED after too many
     * such ends.
     *
     * @param how the worker ended, as the end of a sentence about it: {@code its process was killed}
     * @return how long the run is to wait before it is tried again
     */
    Duration lost(UUID runId, String how);
}
