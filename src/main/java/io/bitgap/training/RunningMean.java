package io.bitgap.training;

/** Mean loss and accuracy over the training batches seen. */
final class RunningMean {
    private double lossSum;
    private long correct;
    private long images;

    void add(double loss, int right, int batch) {
        lossSum += loss * batch;
        correct += right;
        images += batch;
    }

    double loss() {
        return images == 0 ? 0 : lossSum / images;
    }

    double top1() {
        return images == 0 ? 0 : (double) correct / images;
    }

    Accuracy accuracy() {
        return new Accuracy(loss(), top1());
    }
}
