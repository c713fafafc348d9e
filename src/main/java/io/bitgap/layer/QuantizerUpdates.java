package io.bitgap.layer;

import io.bitgap.quantizer.Quantizer;
import io.bitgap.quantizer.QuantizerParameter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.regularization.Regularization;

/** How a quantizer's parameters are updated: learned ones at a rate of their own, statistics not at all. */
final class QuantizerUpdates {
    private QuantizerUpdates() {}

    static IUpdater updater(QuantizedLayer layer, String name, @Nullable IUpdater otherwise) {
        Quantizer quantizer = layer.quantizer();
        if (quantizer == null || !QuantizerViews.keys(quantizer).contains(name)) {
            return otherwise == null ? new NoOp() : otherwise;
        }
        QuantizerParameter parameter = QuantizerViews.parameter(quantizer, name);
        if (!parameter.learned()) {
            return new NoOp();
        }
        return otherwise instanceof ScalableUpdater scalable
                ? scalable.scaled(parameter.learningRate() * scalable.quantizerRate())
                : otherwise == null ? new NoOp() : otherwise;
    }

    static List<Regularization> regularization(
            QuantizedLayer layer,
            String name,
            @Nullable List<Regularization> otherwise,
            @Nullable List<Regularization> ofWeights) {
        Quantizer quantizer = layer.quantizer();
        List<Regularization> none = List.of();
        if (quantizer == null || !QuantizerViews.keys(quantizer).contains(name)) {
            return otherwise == null ? none : otherwise;
        }
        return QuantizerViews.parameter(quantizer, name).decay() && ofWeights != null ? ofWeights : none;
    }
}
