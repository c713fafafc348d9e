package io.bitgap.worker;

import io.bitgap.database.SchemaReady;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/**
 * The worker that the service starts beside itself, watches and starts again: what training does to its process takes no page with
 * it. One that ends again and again is started again later and later.
 */
class WorkerProcess
        implements ApplicationListener<PayloadApplicationEvent<SchemaReady>>, SmartLifecycle, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    /** One that has lived this long is no longer ending again and again. */
    private static final Duration SETTLED = Duration.ofMinutes(5);
    /** It hands its runs back within this, or is killed. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private final WorkerCommand command;
    private final Ended ended;
    private final Runnable handBack;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private @Nullable Thread watch;
    private volatile @Nullable Process process;

    /** Hears of every end that nobody asked for. */
    @FunctionalInterface
    interface Ended {
        /**
         * @param inARow how often it has ended so by now without settling in between
         * @param pause after which it starts again
         */
        void accept(ProcessEnd end, int inARow, Duration pause);
    }

    /** @param handBack what it had open when it was killed after it was asked to end */
    WorkerProcess(WorkerCommand command, Ended ended, Runnable handBack) {
        this.command = command;
        this.ended = ended;
        this.handBack = handBack;
    }

    /** It takes as long to start as the rest of this process, which it does not wait for. */
    @Override
    public void onApplicationEvent(PayloadApplicationEvent<SchemaReady> event) {
        start();
    }

    /** Where this process does not migrate; nothing happens where the worker was started before. */
    @Override
    public synchronized void start() {
        if (watch == null) {
            watch = new Thread(this::watch, "worker-process");
            watch.setDaemon(true);
            watch.start();
        }
    }

    private void watch() {
        int ends = 0;
        try {
            while (stopping.getCount() > 0) {
                long begun = System.nanoTime();
                ProcessEnd end = new ProcessEnd(run());
                if (stopping.getCount() == 0) {
                    return;
                }
                if (end.code() == ProcessEnd.GAVE_WAY) {
                    LOG.info("The worker ended to stop a run and has handed back what it had; it is started again");
                    continue;
                }
                boolean settled = System.nanoTime() - begun > SETTLED.toNanos();
                ends = settled ? 1 : ends + 1;
                Duration pause = pause(ends);
                LOG.error("The worker was lost: {}. It is started again in {} s", end.words(), pause.toSeconds());
                tell(end, ends, pause);
                if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int run() throws InterruptedException {
        try {
            Process started = command.start();
            process = started;
            if (stopping.getCount() == 0) {
                started.destroy();
            }
            LOG.info("Started the worker, process {}", started.pid());
            return started.waitFor();
        } catch (IOException e) {
            LOG.error("The worker cannot be started", e);
            return 1;
        }
    }

    private void tell(ProcessEnd end, int inARow, Duration pause) {
        try {
            ended.accept(end, inARow, pause);
        } catch (RuntimeException e) {
            LOG.warn("What the worker had goes on when it is started again: {}", e.toString());
        }
    }

    /** At once after the first end, then 2 s, doubled each time, a minute at most. */
    static Duration pause(int ends) {
        if (ends <= 1) {
            return Duration.ZERO;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(ends - 2, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** First of all, so that it hands its runs back while pages still answer. */
    @EventListener(ContextClosedEvent.class)
    void askToEnd() {
        stopping.countDown();
        Process running = process;
        if (running != null) {
            running.destroy();
        }
    }

    /** While there is still a database to hand back to what it did not itself. */
    @Override
    public void stop() {
        askToEnd();
        Process running = process;
        try {
            if (running != null && hadToBeKilled(running)) {
                handBack.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("What the worker had goes on later: {}", e.toString());
        }
    }

    private static boolean hadToBeKilled(Process running) throws InterruptedException {
        if (running.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        LOG.warn("The worker did not end within {} s and is killed", PATIENCE.toSeconds());
        running.destroyForcibly().waitFor();
        return true;
    }

    @Override
    public synchronized boolean isRunning() {
        return watch != null;
    }

    /** After the pages. */
    @Override
    public int getPhase() {
        return 0;
    }

    /** Where the start of this process failed; before the database goes. */
    @Override
    public void close() {
        stop();
    }
}
