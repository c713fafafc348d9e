package io.bitgap.worker;

import io.bitgap.artifact.ArtifactStoreFailed;
import io.bitgap.training.TrainingStopped;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Saves when the store takes it again: what was trained stays in memory meanwhile, and the run goes on from there. */
final class StorePatience {
    private static final Logger LOG = LoggerFactory.getLogger(StorePatience.class);

    private final Duration pause;

    /** @param pause between two tries */
    StorePatience(Duration pause) {
        this.pause = pause;
    }

    /** Tells why the run waits; null when it goes on. */
    @FunctionalInterface
    interface Reason extends Consumer<@Nullable String> {}

    /** @throws TrainingStopped when the run must stop before the store takes it */
    <T> T save(Supplier<T> saving, Reason reason, BooleanSupplier mustStop) {
        boolean waited = false;
        while (true) {
            try {
                T saved = saving.get();
                if (waited) {
                    LOG.info("The artifact store takes checkpoints again");
                    reason.accept(null);
                }
                return saved;
            } catch (ArtifactStoreFailed e) {
                if (!waited) {
                    LOG.warn("A checkpoint waits until it can be saved: {}", e.getMessage());
                    reason.accept("Its checkpoint waits to be saved, and it goes on by itself then. " + e.getMessage());
                }
                waited = true;
                if (mustStop.getAsBoolean()) {
                    throw new TrainingStopped();
                }
                LockSupport.parkNanos(pause.toNanos());
            }
        }
    }
}
