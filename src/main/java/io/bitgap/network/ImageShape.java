package io.bitgap.network;

/** Size of the images a network takes, in pixels and channels. */
public record ImageShape(int height, int width, int channels) {}
