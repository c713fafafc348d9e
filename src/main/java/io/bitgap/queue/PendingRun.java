package io.bitgap.queue;

import io.bitgap.run.RunState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run that is not over: it is trained, stands in the queue, or waits for another one.
 *
 * @param position runs that start before it; null unless QUEUED
 * @param since when it came to be what it is
 * @param place where it is trained; null unless it is
 * @param waitsFor the run that it starts from; null unless WAITING
 */
public record PendingRun(
        @Schema(description = "Runs that start before it; null unless QUEUED", nullable = true) @Nullable
        Integer position,

        UUID run,
        Of experiment,
        String method,
        String setting,
        long seed,
        RunState state,
        int priority,
        Instant since,
        @Nullable QueuePlace place,
        @Nullable Waited waitsFor,
        int epoch,
        int epochs,
        Forecast forecast) {

    PendingRun at(@Nullable Integer newPosition) {
        return new PendingRun(
                newPosition,
                run,
                experiment,
                method,
                setting,
                seed,
                state,
                priority,
                since,
                place,
                waitsFor,
                epoch,
                epochs,
                forecast);
    }

    /** The experiment that it belongs to. */
    public record Of(UUID id, String slug, String name) {}

    /** Where it is trained. */
    public record QueuePlace(String worker, String device) {}

    /** What it waits for. */
    public record Waited(UUID run, String method, String setting, RunState state) {}

    /**
     * How long it will take, by the speed of earlier runs.
     *
     * @param seconds of training that are left; null where its data set is not configured any more
     * @param startsInSeconds until a device is free for it; null where that is not known, and for runs that do not wait for one
     */
    public record Forecast(
            @Schema(
                    description =
                            "Seconds of training that are left; null where its data set is not configured any more",
                    nullable = true)
            @Nullable
            Double seconds,

            @Schema(
                    description =
                            "Seconds until a device is free for it; null where that is not known, and unless QUEUED",
                    nullable = true)
            @Nullable
            Double startsInSeconds) {
        static final Forecast UNKNOWN = new Forecast(null, null);
    }
}
