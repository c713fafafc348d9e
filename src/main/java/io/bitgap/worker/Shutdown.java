package io.bitgap.worker;

import com.github.kagkarlsson.scheduler.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/** Notices first that the process is asked to end: runs stop at their next step, and no further one is taken. */
class Shutdown {
    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

    private final ObjectProvider<Scheduler> scheduler;
    private volatile boolean requested;

    Shutdown(ObjectProvider<Scheduler> scheduler) {
        this.scheduler = scheduler;
    }

    @EventListener
    void closed(ContextClosedEvent event) {
        if (!requested) {
            requested = true;
            LOG.info("Shutting down: runs stop at their next step and go back to the queue");
            scheduler.ifAvailable(Scheduler::pause);
        }
    }

    boolean requested() {
        return requested;
    }
}
