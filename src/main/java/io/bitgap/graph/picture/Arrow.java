package io.bitgap.graph.picture;

/**
 * From one box to another, by their ids.
 *
 * @param straight whether the picture should rather bend other arrows than this one
 */
public record Arrow(String from, String to, boolean straight) {}
