package io.bitgap.dataset.batch;

import org.nd4j.linalg.dataset.DataSet;

/** The arrays of one batch, used again and again: features [batch, height, width, channels], labels [batch, classes]. */
final class BatchMemory {
    private final int batch;
    private final FloatArray features;
    private final FloatArray labels;
    private final DataSet view;

    BatchMemory(int batch, int height, int width, int channels, int classes) {
        this.batch = batch;
        this.features = FloatArray.of(batch, height, width, channels);
        this.labels = FloatArray.of(batch, classes);
        this.view = new DataSet(features.array(), labels.array());
    }

    int batch() {
        return batch;
    }

    void put(int position, float[] image, float[] target) {
        features.put((long) position * image.length, image);
        labels.put((long) position * target.length, target);
    }

    DataSet filled() {
        features.filled();
        labels.filled();
        return view;
    }

    /** Gives the memory back; nobody may read the arrays any more. */
    void release() {
        features.array().close();
        labels.array().close();
    }
}
