package io.bitgap.network;

/**
 * A network as the catalogue shows it.
 *
 * @param sentence what it is, in one sentence
 * @param source where it comes from
 * @param parameters trainable parameters with ten classes
 * @param minimumSize smallest image side it takes
 */
public record NetworkDescription(String name, String sentence, String source, long parameters, int minimumSize) {}
