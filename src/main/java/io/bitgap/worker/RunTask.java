package io.bitgap.worker;

import io.bitgap.artifact.ArtifactStoreFailed;
import io.bitgap.dataset.Datasets;
import io.bitgap.dataset.ImageDataset;
import io.bitgap.run.RunAssignment;
import io.bitgap.run.RunProgress;
import io.bitgap.run.journal.LogLevel;
import io.bitgap.training.Limits;
import io.bitgap.training.NativeThreadCount;
import io.bitgap.training.TrainingStart;
import io.bitgap.training.TrainingStopped;
import io.bitgap.training.UsedImages;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Executes a run that the queue hands out: one attempt, from taking it to its last report. Never tries a second time. */
final class RunTask {
    private static final Logger LOG = LoggerFactory.getLogger(RunTask.class);

    private static final String DATABASE_AWAY = "The worker lost the database and handed the run back.";

    /** How an execution ended, as far as the queue is concerned. */
    enum Ending {
        /** Nothing is left to do. */
        OVER,
        /** The run waits in the queue again, where it was: the worker shuts down, or had lost the database. */
        RELEASED,
        /** It waits there for a while: the artifact store is away. */
        LATER
    }

    /** What an attempt needs beside its own: opened anew for each. */
    interface Reports {
        RunReport open(RunAssignment assignment, Device device, ImageDataset data, Watchdog.Watched watched);
    }

    private final RunProgress work;
    private final DevicePool devices;
    private final Datasets datasets;
    private final InitialWeights starts;
    private final Trainer trainer;
    private final Reports reports;
    private final Watchdog watchdog;
    private final BooleanSupplier shuttingDown;

    RunTask(
            RunProgress work,
            DevicePool devices,
            Datasets datasets,
            InitialWeights starts,
            Trainer trainer,
            Reports reports,
            Watchdog watchdog,
            BooleanSupplier shuttingDown) {
        this.work = work;
        this.devices = devices;
        this.datasets = datasets;
        this.starts = starts;
        this.trainer = trainer;
        this.reports = reports;
        this.watchdog = watchdog;
        this.shuttingDown = shuttingDown;
    }

    Ending execute(UUID run) {
        return devices.lend(device -> {
            try {
                starts.checkStore();
                return work.take(run, device.asWorkerDevice())
                        .map(assignment -> attempt(assignment, device))
                        .orElseGet(() -> {
                            LOG.info("Run {} was canceled, paused or is finished; leaving it out", run);
                            return Ending.OVER;
                        });
            } catch (ArtifactStoreFailed e) {
                LOG.warn("Run {} waits: {}", run, e.getMessage());
                return Ending.LATER;
            } catch (Throwable cause) {
                if (!DatabasePatience.helpsWith(cause)) {
                    throw cause;
                }
                LOG.warn("Run {} goes back to the queue when the database is there again", run, cause);
                DatabasePatience.insist(shuttingDown, () -> work.released(run, device.asWorkerDevice(), DATABASE_AWAY));
                return Ending.RELEASED;
            }
        });
    }

    private Ending attempt(RunAssignment assignment, Device device) {
        UUID attempt = assignment.attemptId();
        LOG.info("Run {}: attempt {} begins on {}", assignment.runId(), assignment.attempt(), device.name());
        try {
            return train(assignment, device);
        } catch (Throwable cause) {
            if (DatabasePatience.helpsWith(cause)) {
                throw cause;
            }
            if (cause instanceof ArtifactStoreFailed) {
                work.released(assignment.runId(), device.asWorkerDevice(), String.valueOf(cause.getMessage()));
                throw cause;
            }
            Failure failure = Failure.of(cause);
            LOG.error("Run {} failed: {}", assignment.runId(), failure.reason(), cause);
            work.failed(attempt, failure.code(), failure.reason());
            return Ending.OVER;
        }
    }

    private Ending train(RunAssignment assignment, Device device) {
        UUID attempt = assignment.attemptId();
        try (Watchdog.Watched watched = watchdog.watch(attempt)) {
            ImageDataset data = datasets.load(assignment.plan().dataset());
            assignment.plan().images().require(data);
            if (device.kind() == Device.Kind.CPU) {
                NativeThreadCount.use(device.threads());
            }
            work.logged(attempt, LogLevel.INFO, sentence(data, assignment.plan().limits()));
            InitialWeights.Beginning beginning = starts.of(assignment);
            if (beginning.detour() != null) {
                work.noted(attempt, beginning.detour());
            }
            RunReport report = reports.open(assignment.goingOnFrom(beginning.own()), device, data, watched);
            return train(assignment, data, beginning.start(), report);
        }
    }

    private Ending train(RunAssignment assignment, ImageDataset data, TrainingStart start, RunReport report) {
        UUID attempt = assignment.attemptId();
        Trainer.Session session = trainer.prepare(assignment.plan(), data, start, report);
        work.begun(attempt, session.steps());
        try {
            session.execute();
            report.flush();
            work.completed(attempt);
            LOG.info("Run {} is completed", assignment.runId());
            return Ending.OVER;
        } catch (TrainingStopped stopped) {
            report.flush();
            return stop(assignment, report.withdrawn());
        }
    }

    private static String sentence(ImageDataset data, Limits limits) {
        UsedImages used = UsedImages.of(data, limits);
        ImageDataset validation = used.validation();
        return "Data set %s (checksum %s): %d training images, %s%d test images, %d classes."
                .formatted(
                        data.name(),
                        data.checksum(),
                        used.data().train().size(),
                        validation == null ? "" : validation.test().size() + " validation images, ",
                        used.data().test().size(),
                        data.classes().size());
    }

    private Ending stop(RunAssignment assignment, boolean withdrawn) {
        if (withdrawn) {
            work.released(assignment.attemptId());
            LOG.info("Run {} was stopped: canceled, paused, or given to another worker", assignment.runId());
            return Ending.OVER;
        }
        work.released(assignment.attemptId());
        LOG.info("Run {} goes back to the queue: this worker shuts down", assignment.runId());
        return Ending.RELEASED;
    }
}
