package io.bitgap.worker;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/** Notices first that the process is asked to end: runs stop at their next step, and no further one is taken. */
class Shutdown {
    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

    /** Together with what the rest of the process needs to end, less than the 10 s after which its devices are to be free. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final ObjectProvider<Scheduler> scheduler;
    private final LastResort lastResort;
    private volatile boolean requested;

    Shutdown(ObjectProvider<Scheduler> scheduler, LastResort lastResort) {
        this.scheduler = scheduler;
        this.lastResort = lastResort;
    }

    @EventListener
    void closed(ContextClosedEvent event) {
        if (!requested) {
            requested = true;
            LOG.info("Shutting down: runs stop at their next layer and go back to the queue");
            Thread waiting = new Thread(this::endAnyway, "last-resort");
            waiting.setDaemon(true);
            waiting.start();
            scheduler.ifAvailable(Scheduler::pause);
        }
    }

    private void endAnyway() {
        try {
            Thread.sleep(PATIENCE.toMillis());
            lastResort.end(ProcessEnd.TERMINATED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean requested() {
        return requested;
    }
}
