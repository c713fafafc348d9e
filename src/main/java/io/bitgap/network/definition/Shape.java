package io.bitgap.network.definition;

/** The shape of a node's output for one image. */
public sealed interface Shape {
    long channels();

    /** Values altogether. */
    long size();

    record Image(long height, long width, long channels) implements Shape {
        @Override
        public long size() {
            return height * width * channels;
        }

        @Override
        public String toString() {
            return height + "x" + width + "x" + channels;
        }
    }

    record Vector(long channels) implements Shape {
        @Override
        public long size() {
            return channels;
        }

        @Override
        public String toString() {
            return Long.toString(channels);
        }
    }
}
