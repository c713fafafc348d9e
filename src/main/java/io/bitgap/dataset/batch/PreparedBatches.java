package io.bitgap.dataset.batch;

import io.bitgap.dataset.Augmentation;
import io.bitgap.dataset.BatchStream;
import io.bitgap.dataset.ImageDataset;
import io.bitgap.dataset.InvalidDataset;
import io.bitgap.dataset.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.DataSet;

/**
 * A ring of batch memories between one preparing thread and one consumer. The consumer holds at most two batches (the
 * one it has and the one before), the thread works ahead on the others, so nothing is allocated per batch.
 */
public final class PreparedBatches implements BatchStream {
    /** Two in the consumer's hands, one ready, one being filled. */
    private static final int RING = 4;

    private final int batches;
    private final BlockingQueue<Prepared> ready = new ArrayBlockingQueue<>(RING + 1);
    private final BlockingQueue<BatchMemory> free = new ArrayBlockingQueue<>(RING);
    private final List<BatchMemory> memories = new ArrayList<>();
    private final Thread thread;

    private int taken;
    private boolean closed;
    private @Nullable BatchMemory current;
    private @Nullable BatchMemory previous;

    /** What the thread hands over: a filled batch, or why there will be none. */
    private record Prepared(
            @Nullable BatchMemory memory, @Nullable Throwable failure) {}

    private PreparedBatches(ImageDataset data, Split split, BatchOrder order, int batchSize) {
        int full = order.examples() / batchSize;
        int rest = order.examples() % batchSize;
        this.batches = full + (rest > 0 ? 1 : 0);
        for (int i = 0; i < Math.min(RING, full); i++) {
            free.add(memory(data, batchSize));
        }
        BatchMemory last = rest > 0 ? memory(data, rest) : null;
        this.thread = new Thread(() -> prepare(data, split, order, full, last), "batches-" + data.name());
        thread.setDaemon(true);
        thread.start();
    }

    /** One shuffled epoch; the images of a last incomplete batch are left out unless it is the only one. */
    public static BatchStream shuffled(
            ImageDataset data, int batchSize, Augmentation augmentation, long seed, int epoch) {
        int size = data.train().size();
        int examples = size < batchSize ? size : size - size % batchSize;
        BatchOrder order = new BatchOrder.Shuffled(size, examples, augmentation, seed, epoch);
        return new PreparedBatches(data, data.train(), order, batchSize);
    }

    /** The test split from its beginning to its end. */
    public static BatchStream inOrder(ImageDataset data, int batchSize) {
        BatchOrder order = new BatchOrder.InOrder(data.test().size());
        return new PreparedBatches(data, data.test(), order, batchSize);
    }

    private BatchMemory memory(ImageDataset data, int batch) {
        BatchMemory memory = new BatchMemory(
                batch,
                data.height(),
                data.width(),
                data.channels(),
                data.classes().size());
        memories.add(memory);
        return memory;
    }

    private void prepare(ImageDataset data, Split split, BatchOrder order, int full, @Nullable BatchMemory last) {
        try (BatchWriter writer = new BatchWriter(data, split, order)) {
            for (int b = 0; b < batches; b++) {
                BatchMemory memory = b < full || last == null ? free.take() : last;
                writer.write(memory, () -> Thread.currentThread().isInterrupted());
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                ready.put(new Prepared(memory, null));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed: the thread ends here
        } catch (RuntimeException | Error e) {
            ready.add(new Prepared(null, e));
        }
    }

    @Override
    public int batches() {
        return batches;
    }

    @Override
    public boolean hasNext() {
        return !closed && taken < batches;
    }

    @Override
    public DataSet next() {
        if (!hasNext()) {
            throw new NoSuchElementException(closed ? "The stream of batches is closed" : "All batches were taken");
        }
        BatchMemory done = previous;
        if (done != null) {
            free.add(done);
        }
        previous = null;
        Prepared next = await();
        BatchMemory memory = next.memory();
        if (memory == null) {
            close();
            if (next.failure() instanceof InvalidDataset broken) {
                throw broken; // it names the file
            }
            throw new IllegalStateException("Preparing a batch failed", next.failure());
        }
        previous = current;
        current = memory;
        taken++;
        return memory.filled();
    }

    private Prepared await() {
        try {
            Prepared next = null;
            while (next == null) {
                boolean ended = !thread.isAlive();
                next = ready.poll(1, TimeUnit.SECONDS);
                if (next == null && ended) {
                    throw new OutOfMemoryError("the thread that prepares batches could not even say why it ends");
                }
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new IllegalStateException("Interrupted while waiting for a batch", e);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        memories.forEach(BatchMemory::release);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
