package io.bitgap.worker;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a worker looks after again and again, each on a thread of its own, whatever its training threads do. */
final class Rounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4, work -> {
        Thread made = new Thread(work, "worker-rounds");
        made.setDaemon(true);
        return made;
    });

    void begin(Runnable... chores) {
        for (Runnable chore : chores) {
            begin(EVERY, chore);
        }
    }

    void begin(Duration every, Runnable chore) {
        threads.scheduleWithFixedDelay(
                () -> doOrWarn(every, chore), every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** An error, too, would end the chore for good, and without a word. */
    private static void doOrWarn(Duration every, Runnable chore) {
        try {
            chore.run();
        } catch (Throwable e) {
            LOG.warn("It is tried again in {} s: {}", every.toSeconds(), e.toString());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
