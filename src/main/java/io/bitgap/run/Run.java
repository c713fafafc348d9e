package io.bitgap.run;

import io.bitgap.training.Accuracy;
import io.bitgap.training.BitWidths;
import io.bitgap.training.Evaluation;
import io.bitgap.training.Progress;
import io.bitgap.training.ResultWarning;
import io.bitgap.training.TrainingPlan;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** One training job of an experiment. Every change of its state goes through {@link #become}. */
@Entity
@Table(name = "run")
public class Run extends Identified {
    // What a run is does not change; left out of updates, which come with every report of its progress.
    @Column(updatable = false)
    private UUID experimentId;

    @Column(updatable = false)
    private int position;

    @Column(updatable = false)
    private @Nullable UUID baselineId;

    @Column(updatable = false)
    private @Nullable UUID parentId;

    @Column(updatable = false)
    private @Nullable UUID controlId;

    @Column(updatable = false)
    private String method;

    @Column(updatable = false)
    private String setting;

    @Column(updatable = false)
    private int weightBits;

    @Column(updatable = false)
    private int activationBits;

    @Column(updatable = false)
    private long seed;

    /** Not loaded before it is needed: it may be large. */
    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "plan_hash", updatable = false)
    private RunPlan plan;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(updatable = false)
    private String reproductions;

    @Column(updatable = false)
    private int priority;

    @Enumerated(EnumType.STRING)
    private RunState state;

    private @Nullable String stateReason;

    @Column(updatable = false)
    private int maxAttempts;

    private int retriedAfter;
    private @Nullable UUID endedWith;
    private int epoch;

    @Column(updatable = false)
    private int epochs;

    private int step;
    private int steps;
    private @Nullable Double imagesPerSecond;
    private @Nullable Double etaSeconds;
    private @Nullable Double ptqTop1;
    /** On the test split, whichever images have chosen the epoch. */
    private @Nullable Double bestTop1;

    @Column(name = "best_validation_top1")
    private @Nullable Double bestValidationTop1;

    private @Nullable Double lastTop1;
    private @Nullable Double lastTop5;
    private @Nullable Double lastLoss;

    @JdbcTypeCode(SqlTypes.JSON)
    private String warnings = Warnings.NONE;

    @Column(updatable = false)
    private Instant createdAt;

    private @Nullable Instant queuedAt;
    private @Nullable Instant startedAt;
    private @Nullable Instant finishedAt;

    @Version
    private long version;

    @SuppressWarnings("NullAway.Init")
    protected Run() {}

    /** @param plan that of the planned run, stored */
    public Run(
            UUID id,
            UUID experimentId,
            PlannedRun planned,
            RunPlan plan,
            PlannedRun.RunDependencies<UUID> origins,
            Instant now) {
        super(id);
        this.experimentId = experimentId;
        this.position = planned.position();
        this.baselineId = origins.baseline();
        this.parentId = origins.parent();
        this.controlId = origins.control();
        this.method = planned.method();
        this.setting = planned.label();
        this.weightBits = planned.setting().weights();
        this.activationBits = planned.setting().activations();
        this.seed = planned.plan().seed();
        this.plan = plan;
        this.reproductions = Reproductions.json(planned);
        this.priority = planned.priority();
        this.maxAttempts = PlannedRun.MAX_ATTEMPTS;
        this.epochs = planned.plan().recipe().epochs();
        this.createdAt = now;
        this.state = parentId == null ? RunState.QUEUED : RunState.WAITING;
        this.queuedAt = parentId == null ? now : null;
    }

    /** Behind the others: for the first time, after a pause, a failure. */
    void queue(Instant now) {
        queueAgain();
        queuedAt = now;
    }

    /** Where it was before a worker took it. */
    void queueAgain() {
        become(RunState.QUEUED);
        stateReason = null;
        etaSeconds = null;
        imagesPerSecond = null;
    }

    void start() {
        become(RunState.STARTING);
    }

    void begin(int stepsPerEpoch, Instant now) {
        become(RunState.RUNNING);
        steps = stepsPerEpoch;
        startedAt = startedAt == null ? now : startedAt;
    }

    void advance(Progress progress) {
        epoch = progress.epoch();
        step = progress.step();
        steps = progress.steps();
        imagesPerSecond = finite(progress.imagesPerSecond());
        etaSeconds = finite(progress.etaSeconds());
    }

    void waits(@Nullable String reason) {
        stateReason = reason;
    }

    /** Before its first step. */
    void quantized(double top1) {
        ptqTop1 = top1;
    }

    /** @param validation on the images that the best epoch is chosen by; null where the test split has to serve */
    void evaluated(Evaluation test, @Nullable Accuracy validation, List<ResultWarning> found) {
        if (validation == null) {
            bestTop1 = bestTop1 == null ? test.top1() : Math.max(bestTop1, test.top1());
        } else if (bestValidationTop1 == null || validation.top1() >= bestValidationTop1) {
            bestValidationTop1 = validation.top1();
            bestTop1 = test.top1();
        }
        lastTop1 = test.top1();
        lastTop5 = test.top5();
        lastLoss = test.loss();
        warnings = Warnings.json(found);
    }

    /**
     * @param last epoch that it ended with
     * @param speed images a second over all its epochs, null where none was measured
     */
    void complete(int last, @Nullable Double speed, Instant now) {
        finish(RunState.COMPLETED, null, now);
        imagesPerSecond = speed == null ? imagesPerSecond : speed;
        epoch = last;
        step = 0;
        etaSeconds = 0.0;
    }

    void fail(String reason, Instant now) {
        finish(RunState.FAILED, reason, now);
    }

    void cancel(String reason, Instant now) {
        require(RunAction.CANCEL);
        finish(RunState.CANCELED, reason, now);
    }

    void pause() {
        require(RunAction.PAUSE);
        become(RunState.PAUSED);
        etaSeconds = null;
        imagesPerSecond = null;
    }

    /** @param parent the run it starts from, locked; null from scratch */
    void resume(@Nullable Run parent, Instant now) {
        require(RunAction.RESUME);
        queueOrWaitFor(parent, now);
    }

    /**
     * After it failed or was canceled.
     *
     * @param parent the run it starts from, locked; null from scratch
     * @param attempts number of its last attempt; those up to it are not held against it any more
     */
    void retry(@Nullable Run parent, int attempts, Instant now) {
        require(RunAction.RETRY);
        queueOrWaitFor(parent, now);
        stateReason = null;
        finishedAt = null;
        endedWith = null;
        retriedAfter = attempts;
    }

    private void queueOrWaitFor(@Nullable Run parent, Instant now) {
        if (parent == null || parent.state == RunState.COMPLETED) {
            queue(now);
        } else {
            become(RunState.WAITING);
        }
    }

    private void finish(RunState outcome, @Nullable String reason, Instant now) {
        become(outcome);
        stateReason = reason;
        finishedAt = now;
        etaSeconds = null;
    }

    private void become(RunState next) {
        if (!state.next().contains(next)) {
            throw new IllegalRunState(
                    "The run " + name() + ", is " + state + " and cannot become " + next + ".", allowedActions());
        }
        state = next;
    }

    /** @throws IllegalRunState if a user may not do this to it now */
    void require(RunAction action) {
        if (!allows(action)) {
            throw new IllegalRunState(
                    "The run " + name() + ", is " + state + " and cannot be " + action.done() + ".", allowedActions());
        }
    }

    boolean allows(RunAction action) {
        return state.actions().contains(action);
    }

    private List<String> allowedActions() {
        return RunAction.words(state.actions());
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    TrainingPlan plan() {
        return plan.read();
    }

    /** {@link #plan} as it is stored. */
    public String storedPlan() {
        return plan.json();
    }

    public String method() {
        return method;
    }

    /** As people call it; its id is for programs. */
    String name() {
        return RunName.of(method, setting, seed);
    }

    public RunPurpose purpose() {
        return RunPurpose.of(baselineId != null, bits());
    }

    public BitWidths bits() {
        return new BitWidths(weightBits, activationBits);
    }

    public long seed() {
        return seed;
    }

    public UUID experimentId() {
        return experimentId;
    }

    /** The run whose last checkpoint it starts from; null from scratch. */
    @Nullable
    public UUID parentId() {
        return parentId;
    }

    /** The fp32 run that its recipe distills from. */
    Optional<UUID> learnsFrom() {
        return Optional.ofNullable(baselineId)
                .filter(id -> plan().recipe().distillation().share() > 0);
    }

    String planHash() {
        return plan.hash();
    }

    /** As planned. */
    int epochs() {
        return epochs;
    }

    public int priority() {
        return priority;
    }

    public RunState state() {
        return state;
    }

    int maxAttempts() {
        return maxAttempts;
    }

    /** Attempts with higher numbers count against {@link #maxAttempts}. */
    int retriedAfter() {
        return retriedAfter;
    }

    /** The run as it is read. */
    RunView view(
            List<RunView.Attempt> attempts,
            List<RunView.Checkpoint> checkpoints,
            @Nullable Integer queued,
            RunReading.Comparison compared,
            List<String> otherBits,
            RunView.Overhead overhead) {
        Progress progress = new Progress(epoch, epochs, step, steps, orZero(imagesPerSecond), orZero(etaSeconds));
        return new RunView(
                getId(),
                experimentId,
                purpose(),
                method,
                setting,
                weightBits,
                activationBits,
                seed,
                state,
                stateReason,
                allowedActions(),
                attempts,
                progress,
                queued,
                new RunView.Metrics(bestTop1, lastTop1, lastTop5, ptqTop1),
                compared.gap(),
                compared.gapToControl(),
                Reproductions.exact(reproductions),
                compared.warnings(),
                otherBits,
                overhead,
                checkpoints,
                baselineId,
                controlId,
                parentId,
                createdAt,
                startedAt,
                finishedAt);
    }

    private static double orZero(@Nullable Double value) {
        return value == null ? 0 : value;
    }
}
