package io.bitgap.queue;

import io.bitgap.settings.Role;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A worker process.
 *
 * @param heartbeatAgeSeconds since it was last heard of
 * @param exports checkpoints that it exports now; each occupies a device as a run does
 */
public record WorkerView(
        String name,
        Role role,
        String version,
        State state,
        Instant startedAt,
        Instant heartbeatAt,
        long heartbeatAgeSeconds,
        @Nullable Instant stoppedAt,

        @Schema(
                description =
                        "How its process ended last, where its service has to start it again; null where it never had to",
                nullable = true)
        @Nullable
        End lastEnd,

        int exports,
        List<Device> devices) {
    public WorkerView {
        devices = List.copyOf(devices);
    }

    /** Whether it can be counted on. */
    public enum State {
        ALIVE,
        /** It was not heard of for a while: killed, cut off from the database, or asleep. */
        SILENT,
        /** Its process ended; the service that watches it starts it again. */
        RESTARTING,
        /** It has ended in an orderly way. */
        STOPPED
    }

    /**
     * How a watched worker's process ended.
     *
     * @param how {@code its process was killed (signal 9), as the kernel does when memory is short}
     * @param times in a row, without living for minutes in between
     * @param startsAgainAt null once it has
     */
    public record End(
            String how,
            Instant at,
            int times,

            @Schema(description = "When it is started again; null once it was", nullable = true) @Nullable
            Instant startsAgainAt) {}

    /**
     * Where one run trains at a time.
     *
     * @param training null while it is free, and where what it trains is private to somebody else
     */
    public record Device(
            String name,
            String kind,
            String processor,

            @Schema(description = "Native threads; null on a GPU", nullable = true) @Nullable
            Integer threads,

            @Schema(
                    description =
                            "Bytes that a run may have there: those of the GPU, or the slot's share of what the worker may have; null where a GPU's driver does not say",
                    nullable = true)
            @Nullable
            Long memoryBytes,

            @Schema(description = "Whether it trains something now")
            boolean busy,

            @Schema(
                    description =
                            "What it trains now; null while it does not, and where that is private to somebody else",
                    nullable = true)
            @Nullable
            Training training) {}

    /**
     * A run that is being trained.
     *
     * @param experiment slug
     */
    public record Training(
            UUID run,
            String experiment,
            String method,
            String setting,
            long seed,
            int attempt,
            int epoch,
            int epochs,
            @Nullable Double etaSeconds) {}

    /** Devices that train nothing now. */
    public long free() {
        return devices.stream().filter(device -> !device.busy()).count();
    }
}
