package io.bitgap.dataset.batch;

import org.nd4j.linalg.dataset.DataSet;

/** The arrays of one batch, used again and again: features [batch, height, width, channels], labels [batch, classes]. */
final class BatchMemory {
    private final int batch;
    private final FloatArray features;
    private final FloatArray labels;
    private final DataSet view;
    private final float[] oneHot;

    BatchMemory(int batch, int height, int width, int channels, int classes) {
        this.batch = batch;
        this.features = FloatArray.of(batch, height, width, channels);
        this.labels = FloatArray.of(batch, classes);
        this.view = new DataSet(features.array(), labels.array());
        this.oneHot = new float[classes];
    }

    int batch() {
        return batch;
    }

    void put(int position, float[] image, int label) {
        features.put((long) position * image.length, image);
        oneHot[label] = 1f;
        labels.put((long) position * oneHot.length, oneHot);
        oneHot[label] = 0f;
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
