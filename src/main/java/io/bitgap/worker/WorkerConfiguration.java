package io.bitgap.worker;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.bitgap.artifact.Artifacts;
import io.bitgap.checkpoint.Checkpoints;
import io.bitgap.dataset.Datasets;
import io.bitgap.format.Formats;
import io.bitgap.format.IdGenerator;
import io.bitgap.layer.MemoryLimit;
import io.bitgap.queue.ExportQueue;
import io.bitgap.queue.RunQueue;
import io.bitgap.run.RunProgress;
import io.bitgap.run.checkpoint.CheckpointRecords;
import io.bitgap.run.checkpoint.Deployments;
import io.bitgap.settings.OnTraining;
import io.bitgap.settings.Role;
import io.bitgap.settings.Settings;
import io.bitgap.settings.WorkerMemory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionOperations;

/** What a process has that trains. */
@Configuration(proxyBeanMethods = false)
@Conditional(OnTraining.class)
@EnableConfigurationProperties({WorkerSettings.class, WorkerProcessSettings.class})
class WorkerConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerConfiguration.class);

    /**
     * With a heartbeat every 2 s, a look at others' every 4 s and a second look, a dead worker is noticed within 16 s; nobody is taken
     * for dead whose heartbeat goes on ({@link DeadSightings}).
     */
    private static final int MISSED_HEARTBEATS = 4;

    /** Small beside the shortest runs: a chain of them waits for it at every link. */
    private static final Duration POLLING = Duration.ofMillis(200);

    private static final Duration MAX_STEP_DURATION = Duration.ofSeconds(20);
    private static final String RESTARTED =
            "it ended without a word and was started again: it crashed or was killed, as the kernel does when memory is short";
    /** Until something that is away is tried again. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    @Bean
    WorkerName workerName(Settings settings, WorkerProcessSettings process) {
        return process.name() != null
                ? WorkerName.given(process.name())
                : WorkerName.claim(
                        settings.dataDirectory(),
                        () -> UUID.randomUUID().toString().substring(0, 8));
    }

    @Bean
    DevicePool devicePool(
            WorkerName name, WorkerSettings settings, WorkerMemory memory, Artifacts artifacts, Formats formats) {
        // an epoch of training would be lost if only its checkpoint found out
        artifacts.checkWritable();
        MemoryLimit.set(memory.bytes());
        LOG.info(
                "Memory: {} for the whole worker, of which at most {} Java's heap (BITGAP_WORKER_MEMORY, -Xmx)",
                formats.bytes(memory.bytes()),
                formats.bytes(Runtime.getRuntime().maxMemory()));
        return new DevicePool(
                Backend.devices(name.value(), settings, Runtime.getRuntime().availableProcessors(), memory.bytes()));
    }

    /** Of one that another process has started. */
    @Bean(initMethod = "begin")
    @Lazy(false)
    ParentWatch parentWatch(WorkerProcessSettings process) {
        return new ParentWatch(process.name() == null ? null : System.in);
    }

    @Bean
    Shutdown shutdown(ObjectProvider<Scheduler> scheduler, LastResort lastResort) {
        return new Shutdown(scheduler, lastResort);
    }

    @Bean
    LastResort lastResort(DeadWorkerRecovery lostRuns, WorkerName name, Settings settings) {
        return new LastResort(
                lostRuns,
                name.value(),
                settings.role(),
                code -> Runtime.getRuntime().halt(code));
    }

    @Bean
    Trainer trainer() {
        return Trainer::engine;
    }

    @Bean
    RunTask.Reports reports(
            RunProgress work, Checkpoints checkpoints, Clock clock, IdGenerator ids, Shutdown shutdown) {
        var tools = new CheckpointSaver.Tools(checkpoints, clock, ids);
        RunProgress patient = DatabasePatience.with(work, shutdown::requested);
        return (assignment, device, data, watched) -> new RunReport(
                patient,
                assignment,
                new CheckpointSaver(tools, assignment, device, data),
                clock,
                shutdown::requested,
                watched);
    }

    @Bean
    Watchdog watchdog(RunProgress work, WorkerSettings settings, DevicePool devices, LastResort lastResort) {
        return new Watchdog(
                work,
                new ProcessMemory(),
                settings.longestStep(),
                System::nanoTime,
                () -> devices.busy() == 1,
                lastResort::end);
    }

    @Bean(destroyMethod = "close")
    Rounds rounds() {
        return new Rounds();
    }

    @Bean
    InitialWeights runStarts(CheckpointRecords records, Checkpoints checkpoints) {
        return new InitialWeights(records, checkpoints);
    }

    @Bean
    RunTask runTask(
            RunProgress work,
            DevicePool devices,
            Datasets datasets,
            InitialWeights starts,
            Trainer trainer,
            RunTask.Reports reports,
            Watchdog watchdog,
            Shutdown shutdown) {
        return new RunTask(
                DatabasePatience.with(work, shutdown::requested),
                devices,
                datasets,
                starts,
                trainer,
                reports,
                watchdog,
                shutdown::requested);
    }

    @Bean(destroyMethod = "close")
    WorkerRegistration workerRegistration(
            JdbcClient jdbc,
            TransactionOperations transactions,
            Settings settings,
            WorkerName name,
            DevicePool devices,
            @Value("${spring.application.version:unknown}") String version) {
        return new WorkerRegistration(
                jdbc,
                transactions,
                new WorkerRegistration.Identity(name.value(), settings.role(), version, devices.devices()));
    }

    @Bean
    DeadWorkerRecovery lostRuns(
            RunProgress work, JdbcClient jdbc, TransactionOperations transactions, WorkerSettings settings) {
        return new DeadWorkerRecovery(
                work, jdbc, transactions, new DeadSightings(settings.heartbeat(), System::nanoTime));
    }

    @Bean
    CustomTask<Void> trainRun(
            RunTask runTask,
            DeadWorkerRecovery lostRuns,
            ObjectProvider<RunQueue> queue,
            TransactionOperations transactions,
            Clock clock) {
        return Tasks.custom(RunQueue.TASK, Void.class)
                .onFailure((complete, operations) ->
                        operations.reschedule(complete, clock.instant().plus(PAUSE)))
                .onDeadExecution((complete, operations) -> lostRuns.revive(complete.getExecution()))
                .execute((instance, context) -> {
                    UUID run = UUID.fromString(instance.getId());
                    RunTask.Ending ending = runTask.execute(run);
                    return (complete, operations) -> transactions.executeWithoutResult(status -> {
                        if (!queue.getObject().isQueued(run)) {
                            operations.remove();
                        } else {
                            operations.reschedule(
                                    complete,
                                    switch (ending) {
                                        case OVER -> clock.instant();
                                        case RELEASED -> complete.getExecution().executionTime;
                                        case LATER -> clock.instant().plus(PAUSE);
                                    });
                        }
                    });
                });
    }

    @Bean
    ExportTask exportTask(
            Deployments deployments,
            Checkpoints checkpoints,
            Datasets datasets,
            DevicePool devices,
            WorkerSettings settings,
            Shutdown shutdown) {
        return new ExportTask(
                deployments, checkpoints, datasets, devices, settings.largestDifference(), shutdown::requested);
    }

    @Bean
    CustomTask<Void> exportCheckpoint(
            ExportTask exportTask, DeadWorkerRecovery lostRuns, ObjectProvider<ExportQueue> queue, Clock clock) {
        return Tasks.custom(ExportQueue.TASK, Void.class)
                .onFailure((complete, operations) ->
                        operations.reschedule(complete, clock.instant().plus(PAUSE)))
                .onDeadExecution((complete, operations) -> lostRuns.reviveExport(complete.getExecution()))
                .execute((instance, context) -> {
                    UUID checkpoint = UUID.fromString(instance.getId());
                    exportTask.execute(checkpoint);
                    return (complete, operations) -> {
                        if (queue.getObject().isWaiting(checkpoint)) {
                            operations.reschedule(complete, clock.instant());
                        } else {
                            operations.remove();
                        }
                    };
                });
    }

    @Bean(destroyMethod = "stop")
    @DependsOnDatabaseInitialization
    Scheduler scheduler(
            DataSource dataSource,
            List<CustomTask<Void>> tasks,
            ObjectProvider<RecurringTask<?>> chores,
            DevicePool devices,
            WorkerName name,
            WorkerSettings settings,
            Clock clock) {
        return Scheduler.create(new TransactionAwareDataSourceProxy(dataSource), List.<Task<?>>copyOf(tasks))
                .startTasks(chores.stream().toList())
                .schedulerName(name::value)
                .clock(clock::instant)
                .threads(devices.size())
                // takes as many as there are devices and no more, so that what waits is sorted anew each time
                .pollUsingLockAndFetch(0.5, 1.0)
                .pollingInterval(POLLING)
                .heartbeatInterval(settings.heartbeat())
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(MAX_STEP_DURATION)
                .enablePriority()
                .build();
    }

    /** Only when the whole process is ready: a run must not train in a process that then fails to start. */
    @Bean
    ApplicationListener<ApplicationReadyEvent> startOfTheWorker(
            Scheduler scheduler,
            RunQueue queue,
            ExportQueue exports,
            DeadWorkerRecovery lostRuns,
            WorkerName name,
            WorkerRegistration registration,
            Watchdog watchdog,
            Rounds rounds,
            Settings settings) {
        return event -> {
            registration.start();
            lostRuns.revive(name.value(), RESTARTED);
            queue.scheduleForgotten();
            exports.scheduleForgotten();
            scheduler.start();
            // the scheduler waits by the database's clock, which may be set back
            rounds.begin(watchdog::look, lostRuns::bringForward, scheduler::triggerCheckForDueExecutions);
            if (settings.role() == Role.WORKER) {
                rounds.begin(Duration.ofSeconds(1), watchdog::lookForClosed);
            }
        };
    }
}
