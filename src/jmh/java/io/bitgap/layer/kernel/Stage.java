package io.bitgap.layer.kernel;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The activations of ResNet-20's stages for a batch of 128 images of 32x32: [batch, height, width, channels]. */
public enum Stage {
    STAGE1(32, 16),
    STAGE2(16, 32),
    STAGE3(8, 64);

    private static final int BATCH = 128;

    private final int side;
    private final int channels;

    Stage(int side, int channels) {
        this.side = side;
        this.channels = channels;
    }

    int channels() {
        return channels;
    }

    /** Normally distributed values. */
    INDArray random() {
        return Nd4j.randn(DataType.FLOAT, BATCH, side, side, channels);
    }

    INDArray zeros() {
        return Nd4j.zeros(DataType.FLOAT, BATCH, side, side, channels);
    }

    static Kernels kernels(String name) {
        return name.equals("onednn") ? Kernels.onednn() : Kernels.portable();
    }
}
