package io.bitgap.dataset.stream;

import io.bitgap.dataset.image.Crop;
import io.bitgap.dataset.image.CropDecoder;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Images of one pass, decoded by several threads into a ring of buffers that is all the memory there is for them. Each
 * thread takes the next position that nobody has taken and decodes into the buffer of that position; what comes out depends on
 * the position alone, never on which thread was first. For one consuming thread.
 */
public final class ImageStream implements AutoCloseable {
    /** Enough that one slow image does not hold up the other threads. */
    private static final int BUFFERS_A_THREAD = 8;

    private final ImageFiles files;
    private final Order order;
    private final List<Buffer> ring;
    private final Semaphore free;
    private final AtomicInteger next = new AtomicInteger();
    private final List<Thread> threads;
    private int taken;

    /** Which image comes at which position, and what is cut out of it; asked by several threads. */
    public interface Order {
        int length();

        /** Number of the file. */
        int image(int position);

        /** @param width of the image in pixels */
        Crop crop(int position, int width, int height);
    }

    ImageStream(ImageFiles files, Order order, int threads) {
        this.files = files;
        this.order = order;
        int buffers = Math.min(threads * BUFFERS_A_THREAD, Math.max(1, order.length()));
        this.ring =
                Stream.generate(() -> new Buffer(files.side())).limit(buffers).toList();
        this.free = new Semaphore(buffers);
        this.threads = IntStream.range(0, threads).mapToObj(this::thread).toList();
        this.threads.forEach(Thread::start);
    }

    private Thread thread(int number) {
        CropDecoder decoder = files.decoder();
        Thread thread = new Thread(() -> decodeAhead(decoder), "decode-ahead-" + number);
        thread.setDaemon(true);
        return thread;
    }

    /** How many images may be decoded, or being decoded, at any time. */
    int buffers() {
        return ring.size();
    }

    private void decodeAhead(CropDecoder decoder) {
        try (decoder) {
            boolean more = true;
            while (more) {
                free.acquire();
                int position = next.getAndIncrement();
                more = position < order.length() && buffer(position).fill(pixels -> decode(decoder, position, pixels));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed: the thread ends here
        }
    }

    private void decode(CropDecoder decoder, int position, byte[] pixels) {
        decoder.decode(
                files.path(order.image(position)), (width, height) -> order.crop(position, width, height), pixels);
    }

    private Buffer buffer(int position) {
        return ring.get(position % ring.size());
    }

    /**
     * RGB of the next position, [side, side, 3]; valid until the next call.
     *
     * @throws io.bitgap.dataset.InvalidDataset naming the file when that position's image cannot be decoded
     */
    public byte[] next() throws InterruptedException {
        if (taken == order.length()) {
            throw new NoSuchElementException("All images were taken");
        }
        if (taken > 0) {
            free.release(); // the buffer of the last call
        }
        return buffer(taken++).await();
    }

    /** Stops the threads. */
    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
