package io.bitgap.layer;

import org.nd4j.linalg.learning.config.IUpdater;

/** An updater that can be had with another learning rate, for parameters that quantizers learn. */
public interface ScalableUpdater extends IUpdater {
    /** The same updater with its rate multiplied. */
    IUpdater scaled(double factor);

    /** What the recipe multiplies the rate of quantizers' parameters with. */
    double quantizerRate();
}
