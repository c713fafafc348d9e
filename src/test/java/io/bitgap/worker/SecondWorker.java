package io.bitgap.worker;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import io.bitgap.checkpoint.Checkpoints;
import io.bitgap.dataset.Datasets;
import io.bitgap.format.IdGenerator;
import io.bitgap.queue.RunQueue;
import io.bitgap.run.RunProgress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionOperations;

/** Another worker, with a device of its own, on the same database. */
@TestComponent
class SecondWorker {
    static final int THREADS = 1;

    private final DataSource dataSource;
    private final RunProgress work;
    private final InitialWeights starts;
    private final ScriptedTrainer trainer;
    private final ObjectProvider<RunQueue> queue;
    private final BeanFactory beans;

    SecondWorker(
            DataSource dataSource,
            RunProgress work,
            InitialWeights starts,
            ScriptedTrainer trainer,
            ObjectProvider<RunQueue> queue,
            BeanFactory beans) {
        this.dataSource = dataSource;
        this.work = work;
        this.starts = starts;
        this.trainer = trainer;
        this.queue = queue;
        this.beans = beans;
    }

    record Running(Scheduler scheduler) implements AutoCloseable {
        boolean isStarted() {
            return scheduler.getSchedulerState().isStarted();
        }

        @Override
        public void close() {
            scheduler.stop();
        }
    }

    /** A task as the second worker executes it, on its own device. */
    RunTask task(RunProgress through) {
        return task(through, starts);
    }

    RunTask task(RunProgress through, InitialWeights beginnings) {
        var devices = new DevicePool(List.of(Device.cpu("second", 0, THREADS, 1L << 40)));
        var reports = new WorkerConfiguration()
                .reports(
                        through,
                        beans.getBean(Checkpoints.class),
                        Clock.systemUTC(),
                        beans.getBean(IdGenerator.class),
                        beans.getBean(Shutdown.class));
        return new RunTask(
                through,
                devices,
                beans.getBean(Datasets.class),
                beginnings,
                trainer,
                reports,
                beans.getBean(Watchdog.class),
                beans.getBean(Shutdown.class)::requested);
    }

    Running start() {
        return start(Clock.systemUTC(), () -> {});
    }

    /** @param looked at the other's heartbeats */
    Running start(Clock clock, Runnable looked) {
        Scheduler scheduler = Scheduler.create(
                        new TransactionAwareDataSourceProxy(dataSource),
                        new WorkerConfiguration()
                                .trainRun(
                                        task(work),
                                        beans.getBean(DeadWorkerRecovery.class),
                                        queue,
                                        beans.getBean(TransactionOperations.class),
                                        clock))
                .clock(clock::instant)
                .addSchedulerListener(new AbstractSchedulerListener() {
                    @Override
                    public void onSchedulerEvent(SchedulerEventType type) {
                        if (type == SchedulerEventType.RAN_DETECT_DEAD) {
                            looked.run();
                        }
                    }
                })
                .schedulerName(() -> "second")
                .threads(1)
                .pollUsingLockAndFetch(0.5, 1.0)
                .pollingInterval(Duration.ofMillis(100))
                .heartbeatInterval(Duration.ofMillis(200))
                .enablePriority()
                .build();
        scheduler.start();
        return new Running(scheduler);
    }
}
