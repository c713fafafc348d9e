package io.bitgap.network;

import org.jspecify.annotations.Nullable;

/**
 * A network as the catalogue shows it.
 *
 * @param sentence what it is, in one sentence
 * @param source where it comes from
 * @param parameters trainable parameters: weights, biases, scales and shifts, without the running statistics of batch norm
 * @param countedClasses the number of classes that they are counted with
 * @param minimumSize smallest image side it takes
 * @param takes the only data it takes; null = colour images and any number of classes
 */
public record NetworkDescription(
        String name,
        String sentence,
        String source,
        long parameters,
        int countedClasses,
        int minimumSize,
        @Nullable DataShape takes) {}
