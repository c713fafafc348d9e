package io.bitgap.worker;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a worker looks after every few seconds, on a thread of its own, whatever its training threads do. */
final class Rounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "worker-rounds");
        made.setDaemon(true);
        return made;
    });

    void begin(Runnable... chores) {
        for (Runnable chore : chores) {
            thread.scheduleWithFixedDelay(
                    () -> doOrWarn(chore), EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static void doOrWarn(Runnable chore) {
        try {
            chore.run();
        } catch (RuntimeException e) {
            LOG.warn("It is tried again in {} s: {}", EVERY.toSeconds(), e.toString());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
