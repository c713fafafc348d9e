package io.bitgap.network;

import org.jspecify.annotations.Nullable;

/**
 * The only data that a network takes.
 *
 * @param height of its images where a dense layer fixes it, else null: any from the smallest on
 * @param width as the height
 */
public record DataShape(
        int channels,
        int classes,
        @Nullable Integer height,
        @Nullable Integer width) {}
