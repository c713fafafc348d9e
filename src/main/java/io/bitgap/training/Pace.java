package io.bitgap.training;

import java.util.Optional;

/** Measures the speed of a running training and estimates the time left. */
final class Pace {
    private static final double REPORT_SECONDS = 1;
    private static final double SMOOTHING = 0.3;

    private final int epochs;
    private final int steps;
    private final int batch;
    private final EpochWork work;
    private int epoch;
    private int lastStep;
    private long lastReport = System.nanoTime();
    private double imagesPerSecond;

    /** @param evaluated images of an evaluation, on average over all epochs */
    Pace(int epoch, int epochs, int steps, int batch, double evaluated) {
        this.epoch = epoch;
        this.epochs = epochs;
        this.steps = steps;
        this.batch = batch;
        this.work = new EpochWork((double) steps * batch, evaluated);
    }

    /** What came before, calibration or evaluation, does not count as training. */
    void epochBegins() {
        lastReport = System.nanoTime();
    }

    /** After a step of the current epoch, from 1; a report about once a second. */
    Optional<Progress> step(int step) {
        double seconds = (System.nanoTime() - lastReport) / 1e9;
        if (seconds < REPORT_SECONDS) {
            return Optional.empty();
        }
        double now = (step - lastStep) * batch / seconds;
        imagesPerSecond = imagesPerSecond == 0 ? now : SMOOTHING * now + (1 - SMOOTHING) * imagesPerSecond;
        lastStep = step;
        lastReport = System.nanoTime();
        return Optional.of(progress(step));
    }

    /** @param median images a second of the whole epoch, which is what everybody is told of it */
    void epochTrained(double median) {
        imagesPerSecond = median;
    }

    /** After an epoch, and its evaluation where it has one. */
    Progress epochEnded(int finished) {
        epoch = finished;
        lastStep = 0;
        return progress(0);
    }

    private Progress progress(int step) {
        double images = (epochs - epoch) * work.images() - (double) step * batch;
        return new Progress(
                epoch, epochs, step, steps, imagesPerSecond, imagesPerSecond == 0 ? 0 : images / imagesPerSecond);
    }
}
