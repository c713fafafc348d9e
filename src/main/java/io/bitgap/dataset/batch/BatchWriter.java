package io.bitgap.dataset.batch;

import io.bitgap.dataset.Augmentation;
import io.bitgap.dataset.ImageDataset;
import io.bitgap.dataset.Split;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Writes batch after batch of a pass: images from their feed, targets from their labels, mixed where that is asked for. */
final class BatchWriter implements AutoCloseable {
    private final ImageFeed feed;
    private final int[] labels;
    private final BatchOrder order;
    private final Targets targets;
    private final @Nullable Mixup mixup;
    private final float[] image;
    /** The images of a batch that is mixed. */
    private float[][] whole = {};

    private int position;
    private int batch;

    BatchWriter(ImageDataset data, Split split, BatchOrder order) {
        Augmentation augmentation = order.augmentation();
        this.labels = split.labels();
        this.order = order;
        this.targets = new Targets(data.classes().size(), augmentation.labelSmoothing());
        this.mixup = augmentation.mixup() > 0 ? new Mixup(augmentation.mixup(), order.seed(), order.epoch()) : null;
        this.image = new float[data.height() * data.width() * data.channels()];
        this.feed = ImageFeed.of(data, split, order);
    }

    /** @param stopped asked between images; the batch is left unfinished then */
    void write(BatchMemory memory, BooleanSupplier stopped) throws InterruptedException {
        int first = position;
        if (mixup != null && whole.length < memory.batch()) {
            whole = new float[memory.batch()][image.length];
        }
        for (int i = 0; i < memory.batch() && !stopped.getAsBoolean(); i++, position++) {
            if (mixup == null) {
                feed.write(position, image);
                memory.put(i, image, targets.of(label(position)));
            } else {
                feed.write(position, whole[i]);
            }
        }
        if (mixup != null) {
            mix(memory, first, mixup.pairs(batch, memory.batch()));
        }
        batch++;
    }

    private void mix(BatchMemory memory, int first, Mixup.Pairs pairs) {
        for (int i = 0; i < memory.batch(); i++) {
            int other = pairs.partners()[i];
            Mixup.mix(whole[i], whole[other], pairs.share(), image);
            memory.put(i, image, targets.of(label(first + i), label(first + other), pairs.share()));
        }
    }

    private int label(int at) {
        return labels[order.image(at)];
    }

    @Override
    public void close() {
        feed.close();
    }
}
