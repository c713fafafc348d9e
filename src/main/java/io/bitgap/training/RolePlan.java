package io.bitgap.training;

import org.jspecify.annotations.Nullable;

/**
 * What an override says about one role; null leaves that to the method.
 *
 * @param quantizer the quantizer, {@code none} for fp32
 * @param bits 1..8, or 32 for fp32
 */
public record RolePlan(
        @Nullable QuantizerChoice quantizer, @Nullable Integer bits) {

    public QuantizerChoice quantizerOr(QuantizerChoice ofMethod) {
        return quantizer == null ? ofMethod : quantizer;
    }

    public int bitsOr(int ofMethod) {
        return bits == null ? ofMethod : bits;
    }
}
