package io.bitgap.queue;

import org.jspecify.annotations.Nullable;

/**
 * What a run is trained on, as far as its speed depends on it.
 *
 * @param processor model; null where an attempt did not say
 * @param threads null on a GPU
 */
public record Processor(
        @Nullable String processor, @Nullable Integer threads) {}
