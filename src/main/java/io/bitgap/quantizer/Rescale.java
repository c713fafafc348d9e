package io.bitgap.quantizer;

import io.bitgap.quantizer.tensor.RescaledWeights;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The option of weight quantizers whose output lies in [-1,1]: whether each output channel gets back the magnitude of its
 * weights, see {@link RescaledWeights}. Where a batch norm that follows the batches is behind the layer, it does that.
 */
public final class Rescale {
    private static final String NAME = "rescale";
    private static final String AUTO = "auto";
    private static final String ALWAYS = "always";

    /** The option. */
    public static final Option OPTION = Option.choice(
            NAME,
            List.of(AUTO, ALWAYS, "never"),
            "Whether each output channel is multiplied by the factor with which it comes closest to its weights, which gives "
                    + "them back their magnitude. auto = where no batch norm that follows the batches is behind the layer; a "
                    + "single tensor is evaluated without.");

    private Rescale() {}

    /** The quantizer as its option says; {@code auto} stands for a layer with such a batch norm. */
    public static WeightQuantizer of(WeightQuantizer plain, OptionValues options) {
        return options.choice(NAME).equals(ALWAYS) ? new RescaledWeights(plain) : plain;
    }

    /** The spec for a layer behind which no batch norm follows the batches. */
    public static QuantizerSpec withoutBatchNorm(QuantizerSpec spec) {
        boolean open = Quantizers.optionsOf(spec.quantizer(), spec.role()).contains(OPTION)
                && spec.options().getOrDefault(NAME, AUTO).equals(AUTO)
                && Quantizers.of(spec) instanceof WeightQuantizer weights
                && !weights.keepsMagnitude();
        if (!open) {
            return spec;
        }
        Map<String, Object> options = new HashMap<>(spec.options());
        options.put(NAME, ALWAYS);
        return new QuantizerSpec(spec.quantizer(), spec.role(), spec.bits(), options, spec.levels());
    }
}
