package io.bitgap.run;

import org.jspecify.annotations.Nullable;

/**
 * The worker and the device that an attempt trains on.
 *
 * @param device of that worker: {@code cpu:0}
 * @param processor model of the CPU or GPU
 * @param threads native threads; null on a GPU
 */
public record WorkerDevice(
        String worker,
        String device,
        String processor,
        @Nullable Integer threads) {
    /** As in a sentence: {@code cpu:0 of worker-1 (AMD EPYC, 2 threads)}. */
    String displayName() {
        String used = threads == null ? "" : threads == 1 ? ", 1 thread" : ", " + threads + " threads";
        return device + " of " + worker + " (" + processor + used + ")";
    }
}
