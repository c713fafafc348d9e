package io.bitgap.layer;

/**
 * Asks between the layers of a pass whether its work shall go on, since a step of a large network takes minutes. Belongs to the thread
 * that works.
 */
public final class StopCheck implements AutoCloseable {
    private static final ThreadLocal<Runnable> CHECK = new ThreadLocal<>();

    private StopCheck() {}

    /** @param check throws where the work of this thread shall end; asked until the result is closed */
    public static StopCheck by(Runnable check) {
        CHECK.set(check);
        return new StopCheck();
    }

    /** Between two layers. */
    public static void pass() {
        Runnable check = CHECK.get();
        if (check != null) {
            check.run();
        }
    }

    @Override
    public void close() {
        CHECK.remove();
    }
}
