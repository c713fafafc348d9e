package io.bitgap.dataset.stream;

import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Memory of one image, filled by one thread and waited for by another. */
final class Buffer {
    private final byte[] pixels;
    private final Semaphore filled = new Semaphore(0);
    private @Nullable Throwable failure;

    Buffer(int side) {
        this.pixels = new byte[3 * side * side];
    }

    /** Whether that went well; if not, whoever waits gets the failure. */
    boolean fill(Consumer<byte[]> decoding) {
        try {
            decoding.accept(pixels);
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        boolean well = failure == null;
        filled.release();
        return well;
    }

    byte[] await() throws InterruptedException {
        filled.acquire();
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        return pixels;
    }
}
