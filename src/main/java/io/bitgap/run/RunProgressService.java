package io.bitgap.run;

import io.bitgap.run.checkpoint.Checkpoint;
import io.bitgap.run.checkpoint.CheckpointRecords;
import io.bitgap.run.checkpoint.NewCheckpoint;
import io.bitgap.run.journal.LogLevel;
import io.bitgap.run.journal.MetricRows;
import io.bitgap.run.journal.RunLog;
import io.bitgap.training.MetricPoint;
import io.bitgap.training.Progress;
import io.bitgap.training.ResultWarning;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * {@link RunProgress} on the tables. A run's row lock is taken first and held to the end of each call, so of two workers one
 * is always later and sees what the other did. Reports of an attempt that is over are dropped: the run is no longer that
 * worker's.
 */
@Component
@Transactional
class RunProgressService implements RunProgress {
    private static final Logger LOG = LoggerFactory.getLogger(RunProgressService.class);
    private static final String HANDED_BACK = "The worker shut down and handed the run back.";

    private final RunRepository runs;
    private final AttemptRepository attempts;
    private final RunClaims claims;
    private final CheckpointRecords checkpoints;
    private final MetricRows metrics;
    private final RunLog log;
    private final TrainingSpeeds speeds;
    private final DependentRuns dependents;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    RunProgressService(
            RunRepository runs,
            AttemptRepository attempts,
            RunClaims claims,
            CheckpointRecords checkpoints,
            MetricRows metrics,
            RunLog log,
            TrainingSpeeds speeds,
            DependentRuns dependents,
            ApplicationEventPublisher events,
            Clock clock) {
        this.runs = runs;
        this.attempts = attempts;
        this.claims = claims;
        this.checkpoints = checkpoints;
        this.metrics = metrics;
        this.log = log;
        this.speeds = speeds;
        this.dependents = dependents;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public Optional<RunAssignment> take(UUID runId, WorkerDevice workplace) {
        return runs.lock(runId).flatMap(run -> claims.take(run, workplace));
    }

    @Override
    public void noted(UUID attemptId, String sentence) {
        whileOpen(attemptId, "noted", (run, attempt) -> {
            attempt.note(sentence);
            log.write(run.getId(), attempt.number(), LogLevel.WARN, sentence);
        });
    }

    @Override
    public void begun(UUID attemptId, int steps) {
        whileOpen(attemptId, "begun", (run, attempt) -> {
            run.begin(steps, clock.instant());
            log.info(run.getId(), attempt.number(), "Training begins: " + steps + " steps an epoch.");
        });
    }

    @Override
    public boolean progressed(UUID attemptId, Progress progress) {
        return whileOpen(attemptId, "progressed", (run, attempt) -> run.advance(progress));
    }

    @Override
    @Transactional(readOnly = true)
    public boolean open(UUID attemptId) {
        return attempts.findById(attemptId).filter(Attempt::open).isPresent();
    }

    @Override
    public void measured(UUID attemptId, List<MetricPoint> points) {
        whileOpen(attemptId, "measured", (run, attempt) -> metrics.store(run.getId(), points));
    }

    @Override
    public void quantized(UUID attemptId, double top1) {
        whileOpen(attemptId, "quantized", (run, attempt) -> run.quantized(top1));
    }

    @Override
    public void waits(UUID attemptId, @Nullable String reason) {
        whileOpen(attemptId, "waits", (run, attempt) -> run.waits(reason));
    }

    @Override
    public void logged(UUID attemptId, LogLevel level, String text) {
        whileOpen(attemptId, "logged", (run, attempt) -> log.write(run.getId(), attempt.number(), level, text));
    }

    @Override
    public void checkpointed(UUID attemptId, NewCheckpoint checkpoint, List<ResultWarning> warnings) {
        whileOpen(attemptId, "checkpointed", (run, attempt) -> {
            checkpoints.store(run.getId(), attemptId, attempt.number(), checkpoint);
            run.evaluated(checkpoint.test(), checkpoint.validation(), warnings);
        });
    }

    @Override
    public void completed(UUID attemptId) {
        whileOpen(attemptId, "completed", (run, attempt) -> {
            int epoch = checkpoints.lastOf(run.getId()).map(Checkpoint::epoch).orElse(run.epochs());
            run.complete(epoch, speeds.of(run.getId()), clock.instant());
            attempt.complete(clock.instant());
            log.info(run.getId(), attempt.number(), "Training is completed.");
            dependents.queue(run);
            events.publishEvent(new RunCompleted(run.getId()));
        });
    }

    @Override
    public void failed(UUID attemptId, String code, String reason) {
        whileOpen(attemptId, "failed", (run, attempt) -> {
            run.fail(reason, clock.instant());
            attempt.fail(reason, clock.instant());
            log.write(run.getId(), attempt.number(), LogLevel.ERROR, "Failed (" + code + "): " + reason);
            dependents.fail(run, reason);
            LOG.warn("Run {} has failed ({}): {}", run.getId(), code, reason);
        });
    }

    @Override
    public void released(UUID attemptId) {
        whileOpen(attemptId, "released", (run, attempt) -> release(run, attempt, HANDED_BACK));
    }

    @Override
    public void released(UUID runId, WorkerDevice workplace, String why) {
        runs.lock(runId)
                .ifPresent(run -> attempts.openOf(runId)
                        .filter(attempt -> attempt.isOn(workplace))
                        .ifPresent(attempt -> release(run, attempt, why)));
    }

    @Override
    public void releasedAllOf(String worker) {
        attempts.openOfWorker(worker).forEach(this::released);
    }

    private void release(Run run, Attempt attempt, String why) {
        claims.release(run, attempt, why);
        events.publishEvent(new RunQueued(run.getId(), run.priority()));
    }

    @Override
    public Duration lost(UUID runId, String how) {
        return runs.lock(runId).map(run -> claims.giveUpOpenAttempt(run, how)).orElse(Duration.ZERO);
    }

    /** Whether the attempt was still open, and so the report was taken. */
    private boolean whileOpen(UUID attemptId, String report, BiConsumer<Run, Attempt> step) {
        Optional<Run> run = attempts.runOf(attemptId).flatMap(runs::lock);
        Optional<Attempt> attempt = attempts.findById(attemptId).filter(Attempt::open);
        if (run.isEmpty() || attempt.isEmpty()) {
            LOG.debug("Dropped '{}' of attempt {}: it is over", report, attemptId);
            return false;
        }
        step.accept(run.get(), attempt.get());
        return true;
    }
}
