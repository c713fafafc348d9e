package io.bitgap.dataset;

/**
 * What training images and their targets go through, beside normalization.
 *
 * @param cropped padded, cropped and mirrored at random
 * @param labelSmoothing share e of the target that is spread over all K classes: (1-e) * one-hot + e/K (arXiv 1512.00567)
 * @param mixup parameter a of Beta(a, a), from which each batch draws the share that an image has in its mixture with another
 *     one of the batch (arXiv 1710.09412); 0 = not mixed
 * @param randomErasing probability that a rectangle of an image becomes the mean pixel (arXiv 1708.04896)
 */
public record Augmentation(boolean cropped, double labelSmoothing, double mixup, double randomErasing) {

    /** Cropped or not, and nothing else. */
    public static Augmentation of(boolean cropped) {
        return new Augmentation(cropped, 0, 0, 0);
    }
}
