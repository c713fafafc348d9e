package io.bitgap.comparison;

import io.bitgap.format.Formats;
import io.bitgap.run.PlannedRun;
import io.bitgap.training.BitWidths;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The bits of a row. */
record Setting(String label, int weightBits, int activationBits) {
    static final Setting FP32 = new Setting(PlannedRun.BASELINE, BitWidths.FP32, BitWidths.FP32);

    private static final Comparator<Setting> WIDE_FIRST = Comparator.comparing(
                    (Setting setting) -> setting.weightBits() + setting.activationBits())
            .thenComparing(Setting::weightBits)
            .reversed();

    static Setting of(MeasuredCell cell) {
        return new Setting(cell.setting(), cell.weightBits(), cell.activationBits());
    }

    static Setting of(PublishedNumber number) {
        int weights = number.weightBits();
        int activations = number.activationBits();
        return new Setting(new Formats().bits(weights, activations), weights, activations);
    }

    /** Each once, many bits before few. */
    static List<Setting> wideFirst(Collection<Setting> settings) {
        return settings.stream().distinct().sorted(WIDE_FIRST).toList();
    }
}
