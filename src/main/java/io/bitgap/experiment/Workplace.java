package io.bitgap.experiment;

import org.jspecify.annotations.Nullable;

/**
 * Where an attempt trains.
 *
 * @param device of that worker: {@code cpu:0}
 * @param processor model of the CPU or GPU
 * @param threads native threads; null on a GPU
 */
public record Workplace(
        String worker,
        String device,
        String processor,
        @Nullable Integer threads) {}
