package io.bitgap.dataset.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One thread reads files, all processors decode them, each to its own position. What is read ahead is bounded. */
final class ParallelDecoding {
    private static final int CHUNK_FILES = 64;
    private static final int CHUNK_BYTES = 1 << 20;

    private final String origin;
    private final ImageLimits limits;
    private final ImageSize size;
    private final int threads = Runtime.getRuntime().availableProcessors();
    private final Semaphore ahead = new Semaphore(2 * threads);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** Takes the RGB bytes of the image that stands at this position of the list; called by several threads. */
    @FunctionalInterface
    interface Destination {
        void accept(int index, byte[] rgb);
    }

    private record File(int index, String path, byte[] content) {}

    ParallelDecoding(String origin, ImageLimits limits, ImageSize size) {
        this.origin = origin;
        this.limits = limits;
        this.size = size;
    }

    /** Every image, brought to the size. */
    void decode(ImageArchive archive, List<String> paths, Destination destination) throws IOException {
        ExecutorService executor = Executors.newFixedThreadPool(threads, ParallelDecoding::thread);
        try {
            List<File> chunk = new ArrayList<>();
            int[] bytes = {0};
            archive.read(paths, (index, content) -> {
                chunk.add(new File(index, paths.get(index), content));
                bytes[0] += content.length;
                if (chunk.size() == CHUNK_FILES || bytes[0] > CHUNK_BYTES) {
                    submit(executor, List.copyOf(chunk), destination);
                    chunk.clear();
                    bytes[0] = 0;
                }
            });
            submit(executor, List.copyOf(chunk), destination);
            finish();
        } finally {
            stop(executor);
        }
    }

    private void submit(ExecutorService executor, List<File> chunk, Destination destination) throws IOException {
        acquire(1);
        rethrow();
        executor.execute(() -> {
            try (ImageDecoder decoder = new ImageDecoder(origin, limits)) {
                for (File file : chunk) {
                    Rgb image = Resampling.to(size, decoder.decode(file.path(), file.content()));
                    destination.accept(file.index(), image.bytes());
                }
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            } finally {
                ahead.release();
            }
        });
    }

    private void finish() throws IOException {
        acquire(2 * threads);
        rethrow();
    }

    private void acquire(int permits) throws IOException {
        try {
            ahead.acquire(permits);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void rethrow() {
        Throwable thrown = failure.get();
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private static void stop(ExecutorService executor) {
        executor.shutdownNow();
        boolean interrupted = false;
        while (true) {
            try {
                if (executor.awaitTermination(1, TimeUnit.MINUTES)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "decode-images");
        thread.setDaemon(true);
        return thread;
    }
}
