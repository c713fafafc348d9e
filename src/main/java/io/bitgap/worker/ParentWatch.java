package io.bitgap.worker;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a worker with the process that started it, however that ended: its input ends then. */
final class ParentWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ParentWatch.class);
    /** For handing runs back. The next start does not wait, and the embedded database may be gone already. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final @Nullable InputStream parent;

    /** @param parent what this process reads from the one that started it; null where nobody has */
    ParentWatch(@Nullable InputStream parent) {
        this.parent = parent;
    }

    void begin() {
        InputStream from = parent;
        if (from == null) {
            return;
        }
        daemon("parent-watch", () -> {
            untilItEnds(from);
            LOG.warn("The process that started this worker is gone: handing runs back and ending");
            daemon("last-resort", ParentWatch::haltLater);
            System.exit(0);
        });
    }

    private static void untilItEnds(InputStream parent) {
        try {
            while (parent.read() >= 0) {
                // nothing is ever said
            }
        } catch (IOException e) {
            LOG.debug("The parent cannot be heard", e);
        }
    }

    private static void haltLater() {
        try {
            Thread.sleep(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
