package io.bitgap.network;

import org.jspecify.annotations.Nullable;

/**
 * The image size, channels and classes that a network requires of a data set.
 *
 * @param height of its images where a dense layer fixes it, else null: any from the smallest on
 * @param width as the height
 */
public record DataShape(
        int channels,
        int classes,
        @Nullable Integer height,
        @Nullable Integer width) {}
