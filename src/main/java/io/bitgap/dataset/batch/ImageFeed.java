package io.bitgap.dataset.batch;

/** The images of one pass as normalized floats [height, width, channels], asked for place after place by one thread. */
interface ImageFeed extends AutoCloseable {
    void write(int place, float[] image) throws InterruptedException;

    @Override
    default void close() {}
}
