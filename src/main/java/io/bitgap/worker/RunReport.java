package io.bitgap.worker;

import io.bitgap.run.RunAssignment;
import io.bitgap.run.RunProgress;
import io.bitgap.run.checkpoint.NewCheckpoint;
import io.bitgap.run.journal.LogLevel;
import io.bitgap.training.Accuracy;
import io.bitgap.training.EpochResult;
import io.bitgap.training.Evaluation;
import io.bitgap.training.MetricPoint;
import io.bitgap.training.Progress;
import io.bitgap.training.TrainingObserver;
import io.bitgap.training.TrainingState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Reports what an attempt measures, saves its epochs, and hears when it has to stop. Used by the training thread alone. */
final class RunReport implements TrainingObserver {
    private static final int MAX_BATCH = 200;
    private static final Duration MAX_WAIT = Duration.ofSeconds(1);

    /** In a step that takes long, and so tells no progress, it is asked whether the run is still wanted. */
    private static final Duration MAX_SILENCE = Duration.ofSeconds(2);

    private final RunProgress work;
    private final UUID attempt;
    private final CheckpointSaver saver;
    private final Clock clock;
    private final BooleanSupplier shuttingDown;
    private final EpochLogLine sentence;
    private final Watchdog.Watched watched;

    private final List<MetricPoint> waiting = new ArrayList<>();
    private Instant lastFlush;
    private Instant lastAsked;
    private final StorePatience patience = new StorePatience(Duration.ofSeconds(2));
    private @Nullable Progress reached;
    private boolean withdrawn;

    RunReport(
            RunProgress work,
            RunAssignment assignment,
            CheckpointSaver saver,
            Clock clock,
            BooleanSupplier shuttingDown,
            Watchdog.Watched watched) {
        this.watched = watched;
        this.sentence = new EpochLogLine(assignment.plan().recipe().epochs());
        this.work = work;
        this.attempt = assignment.attemptId();
        this.saver = saver;
        this.clock = clock;
        this.shuttingDown = shuttingDown;
        this.lastFlush = clock.instant();
        this.lastAsked = lastFlush;
    }

    @Override
    public void measured(List<MetricPoint> points) {
        waiting.addAll(points);
        sentence.measured(points);
        if (waiting.size() >= MAX_BATCH || lastFlush.plus(MAX_WAIT).isBefore(clock.instant())) {
            flush();
        }
    }

    @Override
    public void calibrated(int quantizers, int batches) {
        work.logged(
                attempt,
                LogLevel.INFO,
                "Calibrated %d quantizers on %d %s."
                        .formatted(quantizers, batches, batches == 1 ? "training batch" : "training batches"));
    }

    @Override
    public void quantized(Evaluation beforeTraining) {
        work.quantized(attempt, beforeTraining.top1());
        work.logged(
                attempt,
                LogLevel.INFO,
                String.format(
                        Locale.ROOT,
                        "Quantized after calibration alone, before the first step (PTQ): loss %.4f, top-1 %.2f %% on the test split.",
                        beforeTraining.loss(),
                        100 * beforeTraining.top1()));
    }

    @Override
    public void reestimated(int batches, Evaluation before, Evaluation after) {
        work.logged(
                attempt,
                LogLevel.INFO,
                String.format(
                        Locale.ROOT,
                        "Batch norm estimated anew from %d training %s: top-1 on the test split %.2f %% before, %.2f %% after.",
                        batches,
                        batches == 1 ? "batch" : "batches",
                        100 * before.top1(),
                        100 * after.top1()));
    }

    @Override
    public void progressed(Progress progress) {
        watched.estimated(progress.etaSeconds());
        flush();
        lastAsked = clock.instant();
        reached = progress;
        if (!work.progressed(attempt, progress)) {
            withdrawn = true;
        }
    }

    @Override
    public void epochEnded(EpochResult result, TrainingState state, boolean last) {
        flush();
        work.logged(attempt, LogLevel.INFO, sentence.of(result));
        NewCheckpoint checkpoint = patience.save(
                () -> saver.save(result, state, last), reason -> work.waits(attempt, reason), this::mustStop);
        work.checkpointed(attempt, checkpoint, result.warnings());
        if (last) {
            result.warnings().forEach(warning -> work.logged(attempt, LogLevel.WARN, warning.message()));
        }
    }

    @Override
    public void epochTrained(int epoch, Accuracy train) {
        flush();
        work.logged(attempt, LogLevel.INFO, sentence.of(epoch, train));
    }

    @Override
    public void endedEarly(int epoch) {
        work.logged(
                attempt,
                LogLevel.INFO,
                "The run ends early, after epoch %d: it has become no better on the validation images."
                        .formatted(epoch));
    }

    /** While it waits, nobody else asks whether its run was canceled or paused. */
    private boolean mustStop() {
        if (reached != null && !work.progressed(attempt, reached)) {
            withdrawn = true;
        }
        return stopRequested();
    }

    @Override
    public boolean stopRequested() {
        watched.alive();
        if (shuttingDown.getAsBoolean()) {
            return true;
        }
        Instant now = clock.instant();
        if (!withdrawn && lastAsked.plus(MAX_SILENCE).isBefore(now)) {
            lastAsked = now;
            withdrawn = !work.open(attempt);
        }
        return withdrawn;
    }

    /** Whether the attempt was ended elsewhere: its run was canceled, paused, or given to another worker. */
    boolean withdrawn() {
        return withdrawn;
    }

    /** Stores what still waits. */
    void flush() {
        lastFlush = clock.instant();
        if (!waiting.isEmpty()) {
            work.measured(attempt, List.copyOf(waiting));
            waiting.clear();
        }
    }
}
