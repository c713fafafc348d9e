package io.bitgap.worker;

import io.bitgap.settings.Role;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a worker's process with whatever hangs in it: nothing else gets a device back from native code. */
final class LastResort {
    private static final Logger LOG = LoggerFactory.getLogger(LastResort.class);

    private final DeadWorkerRecovery lostRuns;
    private final String worker;
    private final Role role;
    private final IntConsumer halt;

    /** @param halt ends the process with that exit code */
    LastResort(DeadWorkerRecovery lostRuns, String worker, Role role, IntConsumer halt) {
        this.lostRuns = lostRuns;
        this.worker = worker;
        this.role = role;
        this.halt = halt;
    }

    /** Hands back first what is still open. A process that does something else beside training goes on. */
    void end(int code) {
        if (role != Role.WORKER) {
            return;
        }
        LOG.warn(
                "Something in this process does not end: what is open goes back to the queue, and the process is ended");
        try {
            lostRuns.handBack(worker);
        } catch (RuntimeException e) {
            LOG.warn(
                    "What this worker has open is not handed back, and goes on when its end is noticed: {}",
                    e.toString());
        } finally {
            halt.accept(code);
        }
    }
}
