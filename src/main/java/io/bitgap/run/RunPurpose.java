package io.bitgap.run;

import com.fasterxml.jackson.annotation.JsonValue;
import io.bitgap.json.JsonText;
import io.bitgap.training.BitWidths;

/** What a run is in its experiment, as the column {@code run.purpose} has it. */
public enum RunPurpose {
    /** The fp32 run of a seed, from random weights, which gaps are measured to. */
    BASELINE,
    /** An fp32 run that is trained on from the baseline as quantized ones are: what more training does without quantization. */
    CONTROL,
    QUANTIZED;

    /** @param compared whether it has a baseline */
    static RunPurpose of(boolean compared, BitWidths setting) {
        if (!compared) {
            return BASELINE;
        }
        return setting.equals(BitWidths.FP32) ? CONTROL : QUANTIZED;
    }

    @JsonValue
    public String word() {
        return JsonText.of(this);
    }
}
