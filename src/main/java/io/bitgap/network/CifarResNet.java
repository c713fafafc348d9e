package io.bitgap.network;

import io.bitgap.network.definition.NetworkDefinition;

/**
 * The residual networks for small images: a 3x3 stem, three stages of 16, 32 and 64 channels with two 3x3 convolutions a
 * block, global average pooling, one dense layer. ReLU follows the addition; where a stage halves the image, the shortcut
 * is a 1x1 convolution with batch norm. Depth is 6 * blocks + 2.
 */
record CifarResNet(int blocks) {
    private static final int[] CHANNELS = {16, 32, 64};

    NetworkDefinition definition() {
        Blocks parts = new Blocks();
        String last = parts.normRelu("stem-bn", parts.convolution("stem", Blocks.IMAGES, 3, 1, CHANNELS[0]));
        for (int stage = 0; stage < CHANNELS.length; stage++) {
            for (int block = 0; block < blocks; block++) {
                int stride = stage > 0 && block == 0 ? 2 : 1;
                last = parts.postActivation(
                        "stage%d-block%d".formatted(stage + 1, block + 1), last, CHANNELS[stage], stride);
            }
        }
        return parts.classified(last);
    }
}
