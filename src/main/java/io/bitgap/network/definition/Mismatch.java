package io.bitgap.network.definition;

/**
 * A node that does not fit its input.
 *
 * @param node its name
 * @param sentence what is wrong and what would be right, without the node's name
 */
public record Mismatch(String node, String code, String sentence) {}
