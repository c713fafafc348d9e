package io.bitgap.network;

import io.bitgap.network.definition.NetworkDefinition;

/**
 * ResNet-18 for photographs: a 7x7 stem and 3x3 max pooling, which each halve the image, four stages of 64, 128, 256 and 512
 * channels with two blocks of two 3x3 convolutions, global average pooling, one dense layer. It comes with the ReLU after
 * the addition, or as the origin trained it: batch norm and ReLU in front of every convolution, a batch norm without scale
 * on the images, a 1x1 convolution as the shortcut of every stage's first block.
 */
record ImageNetResNet(boolean preActivation) {
    private static final int BLOCKS = 2;
    private static final int[] CHANNELS = {64, 128, 256, 512};

    NetworkDefinition definition() {
        Blocks parts = new Blocks();
        String images = preActivation ? parts.unscaledNorm("images-bn", Blocks.IMAGES) : Blocks.IMAGES;
        String last = parts.normRelu("stem-bn", parts.convolution("stem", images, 7, 2, CHANNELS[0]));
        last = parts.maxPool("stem-pool", last, 3, 2);
        for (int stage = 0; stage < CHANNELS.length; stage++) {
            for (int block = 0; block < BLOCKS; block++) {
                last = block(parts, stage, block, last);
            }
        }
        return parts.classified(preActivation ? parts.normRelu("last-bn", last) : last);
    }

    private String block(Blocks parts, int stage, int block, String input) {
        String name = "stage%d-block%d".formatted(stage + 1, block + 1);
        int stride = stage > 0 && block == 0 ? 2 : 1;
        return preActivation
                ? parts.preActivation(name, input, CHANNELS[stage], stride, block == 0)
                : parts.postActivation(name, input, CHANNELS[stage], stride);
    }
}
