package io.bitgap.dataset.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.bitgap.dataset.Augmentation;
import io.bitgap.dataset.DecodedSplit;
import io.bitgap.dataset.ImageDataset;
import io.bitgap.dataset.SmallDatasets;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class DecodedFeedTests {
    @Test
    void noImageAllocatesAnythingOnTheJavaHeap() {
        ImageDataset data = SmallDatasets.counting(1000, 10, 16, 5);
        BatchOrder order = new BatchOrder.Shuffled(1000, 1000, Augmentation.of(true), 1, 2);
        try (ImageFeed feed = new DecodedFeed(data, (DecodedSplit) data.train(), order);
                BatchMemoryHolder memory = new BatchMemoryHolder(new BatchMemory(1000, 16, 16, 3, 5))) {
            float[] image = new float[16 * 16 * 3];
            ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            fill(feed, memory.memory(), image, 10);
            long before = thread.getCurrentThreadAllocatedBytes();
            fill(feed, memory.memory(), image, 1000);
            assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(1000);
        }
    }

    private record BatchMemoryHolder(BatchMemory memory) implements AutoCloseable {
        @Override
        public void close() {
            memory.release();
        }
    }

    private static void fill(ImageFeed feed, BatchMemory memory, float[] image, int images) {
        Targets targets = new Targets(5, 0);
        for (int place = 0; place < images; place++) {
            try {
                feed.write(place, image);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            memory.put(place, image, targets.of(place % 5));
        }
    }
}
