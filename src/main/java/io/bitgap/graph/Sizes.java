package io.bitgap.graph;

import io.bitgap.layer.QuantizedLayer;
import io.bitgap.layer.QuantizerViews;
import io.bitgap.quantizer.Quantizer;

final class Sizes {
    private Sizes() {}

    /** Elements that a layer's quantizer adds to its parameters. */
    static int quantizerElements(QuantizedLayer layer) {
        Quantizer quantizer = layer.quantizer();
        return quantizer == null ? 0 : QuantizerViews.keys(quantizer).size();
    }
}
