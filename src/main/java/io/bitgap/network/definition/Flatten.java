package io.bitgap.network.definition;

/** The height and width that a dense layer needs of the images that it takes in one piece. */
public record Flatten(int height, int width) {}
