package io.bitgap.worker;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings under {@code bitgap.worker.*}.
 *
 * @param slots runs that train at the same time on the CPU ({@code BITGAP_WORKER_SLOTS}); GPUs take one run each
 * @param heartbeat how often a worker says that it lives; it is taken for dead after missing four
 */
@ConfigurationProperties("bitgap.worker")
record WorkerSettings(
        @DefaultValue("1") int slots, @DefaultValue("5s") Duration heartbeat) {
    WorkerSettings {
        if (slots < 1 || slots > 64) {
            throw new IllegalArgumentException("bitgap.worker.slots must be 1 to 64, not " + slots);
        }
    }
}
