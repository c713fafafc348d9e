package io.bitgap.run;

import io.bitgap.format.IdGenerator;
import io.bitgap.run.checkpoint.Checkpoint;
import io.bitgap.run.checkpoint.CheckpointRecords;
import io.bitgap.run.journal.LogLevel;
import io.bitgap.run.journal.RunLog;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Lets a worker claim a run: the run must be queued, its attempts not used up, and its starting checkpoint available. */
@Component
class RunClaims {
    private static final Logger LOG = LoggerFactory.getLogger(RunClaims.class);

    /** A second loss in a row may be the run's own doing: others come first for a while. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private static final String UNKNOWN_END = "it left the run without a word";

    private static final String FORGOTTEN = "The worker left the run when it could not reach the database.";

    private final RunRepository runs;
    private final AttemptRepository attempts;
    private final CheckpointRecords checkpoints;
    private final DependentRuns dependents;
    private final SameBits bits;
    private final RunLog log;
    private final IdGenerator ids;
    private final Clock clock;

    RunClaims(
            RunRepository runs,
            AttemptRepository attempts,
            CheckpointRecords checkpoints,
            DependentRuns dependents,
            SameBits bits,
            RunLog log,
            IdGenerator ids,
            Clock clock) {
        this.runs = runs;
        this.log = log;
        this.attempts = attempts;
        this.checkpoints = checkpoints;
        this.dependents = dependents;
        this.bits = bits;
        this.ids = ids;
        this.clock = clock;
    }

    /** @param run locked */
    Optional<RunAssignment> take(Run run, WorkerDevice workplace) {
        attempts.openOf(run.getId()).ifPresent(attempt -> {
            if (attempt.worker().equals(workplace.worker())) {
                release(run, attempt, FORGOTTEN);
            } else {
                giveUp(run, attempt, UNKNOWN_END);
            }
        });
        if (run.state() != RunState.QUEUED) {
            return Optional.empty();
        }
        Optional<Checkpoint> own = lastCheckpoint(run.getId());
        Optional<Checkpoint> parent = Optional.ofNullable(run.parentId()).flatMap(this::lastCheckpoint);
        if (run.parentId() != null && own.isEmpty() && parent.isEmpty()) {
            run.start();
            fail(run, "The run that it starts from (" + name(run.parentId()) + ") left no checkpoint to start from.");
            return Optional.empty();
        }
        Optional<Checkpoint> teacher = run.learnsFrom().flatMap(this::lastCheckpoint);
        if (run.learnsFrom().isPresent() && teacher.isEmpty()) {
            run.start();
            fail(run, "The fp32 run that it learns from left no checkpoint.");
            return Optional.empty();
        }
        run.start();
        int number = attempts.lastNumber(run.getId()) + 1;
        Attempt attempt =
                attempts.saveAndFlush(new Attempt(ids.next(), run.getId(), number, workplace, clock.instant()));
        log.info(run.getId(), number, "Attempt %d begins on %s.".formatted(number, workplace.displayName()));
        log.info(run.getId(), number, beginning(run, own, parent));
        bits.obstacles(List.of(run.getId()))
                .getOrDefault(run.getId(), List.of())
                .forEach(obstacle -> log.info(run.getId(), number, obstacle));
        return Optional.of(new RunAssignment(
                run.getId(),
                attempt.getId(),
                number,
                run.experimentId(),
                run.plan(),
                run.planHash(),
                own.map(Checkpoint::getId).orElse(null),
                parent.map(Checkpoint::getId).orElse(null),
                teacher.map(Checkpoint::getId).orElse(null)));
    }

    /**
     * @param run locked
     * @param how its worker ended
     * @return how long it is to wait before it is tried again
     */
    Duration giveUpOpenAttempt(Run run, String how) {
        return attempts.openOf(run.getId())
                .map(attempt -> giveUp(run, attempt, how))
                .orElse(Duration.ZERO);
    }

    private Optional<Checkpoint> lastCheckpoint(UUID run) {
        return checkpoints.lastOf(run);
    }

    private String name(UUID run) {
        return runs.findById(run).map(Run::name).orElseThrow();
    }

    private String beginning(Run run, Optional<Checkpoint> own, Optional<Checkpoint> parent) {
        return own.map(checkpoint -> "Resumes after epoch %d from its checkpoint.".formatted(checkpoint.epoch()))
                .or(() -> parent.map(checkpoint -> "Starts from the weights of %s, after its epoch %d."
                        .formatted(name(Objects.requireNonNull(run.parentId())), checkpoint.epoch())))
                .orElse("Starts from random weights.");
    }

    /**
     * Its worker gives the run back, to the place that it had in the queue.
     *
     * @param run locked
     * @param why a sentence
     */
    void release(Run run, Attempt attempt, String why) {
        attempt.release(why, clock.instant());
        log.write(run.getId(), attempt.number(), LogLevel.WARN, why + " It is queued again.");
        run.queueAgain();
    }

    /** The worker of this attempt is gone; its run is queued again, or has failed too often. */
    private Duration giveUp(Run run, Attempt attempt, String how) {
        LOG.warn(
                "Attempt {} at run {} by {} was lost; the run goes on elsewhere",
                attempt.number(),
                run.getId(),
                attempt.worker());
        String lost = "Worker " + attempt.worker() + " was lost: " + how + ".";
        attempt.lose(lost, clock.instant());
        log.write(run.getId(), attempt.number(), LogLevel.WARN, lost);
        // this query also flushes the end of the old attempt, which must reach the table before a new one does
        int fruitless = attempts.fruitless(run.getId(), run.retriedAfter());
        if (fruitless >= run.maxAttempts()) {
            fail(
                    run,
                    fruitless
                            + " attempts were lost before they saved a checkpoint. Of the last one's worker is known: "
                            + how
                            + ". Where memory was short, a smaller batch size or network or more memory helps; look at the"
                            + " workers' logs too.");
            return Duration.ZERO;
        }
        Duration pause = PAUSE.multipliedBy(Math.max(0, fruitless - 1));
        if (pause.isZero()) {
            run.queueAgain();
        } else {
            run.queue(clock.instant().plus(pause));
        }
        return pause;
    }

    private void fail(Run run, String reason) {
        run.fail(reason, clock.instant());
        log.write(run.getId(), null, LogLevel.ERROR, "Failed: " + reason);
        dependents.fail(run, reason);
        LOG.warn("Run {} has failed: {}", run.getId(), reason);
    }
}
