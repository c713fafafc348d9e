package io.bitgap.training;

import io.bitgap.dataset.Augmentation;

/**
 * What keeps a training from running away or from learning its images by heart, beside weight decay.
 *
 * @param decayNorm whether the weight decay acts on scales and shifts of batch norms and on biases too
 * @param gradientClip largest Euclidean norm of the whole gradient; 0 = none
 * @param labelSmoothing share of the target that is spread over all classes (arXiv 1512.00567)
 * @param mixup parameter of the Beta distribution that pairs of images are mixed by (arXiv 1710.09412); 0 = not mixed
 * @param randomErasing probability that a rectangle of an image is erased (arXiv 1708.04896)
 */
public record Regularizers(
        boolean decayNorm, double gradientClip, double labelSmoothing, double mixup, double randomErasing) {
    static final Regularizers NONE = new Regularizers(false, 0, 0, 0, 0);

    /** What of it happens to images and their targets, before they reach the network. */
    Augmentation augmentation(boolean cropped) {
        return new Augmentation(cropped, labelSmoothing, mixup, randomErasing);
    }

    Regularizers decayNorm(boolean value) {
        return new Regularizers(value, gradientClip, labelSmoothing, mixup, randomErasing);
    }

    Regularizers gradientClip(double value) {
        return new Regularizers(decayNorm, value, labelSmoothing, mixup, randomErasing);
    }

    Regularizers labelSmoothing(double value) {
        return new Regularizers(decayNorm, gradientClip, value, mixup, randomErasing);
    }

    Regularizers mixup(double value) {
        return new Regularizers(decayNorm, gradientClip, labelSmoothing, value, randomErasing);
    }

    Regularizers randomErasing(double value) {
        return new Regularizers(decayNorm, gradientClip, labelSmoothing, mixup, value);
    }
}
