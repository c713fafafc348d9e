package io.bitgap.dataset.batch;

/** The images of one pass as normalized floats [height, width, channels], asked for position after position by one thread. */
interface ImageFeed extends AutoCloseable {
    void write(int position, float[] image) throws InterruptedException;

    @Override
    default void close() {}
}
