package io.bitgap.experiment.spec;

import io.bitgap.training.Attach;
import io.bitgap.training.EdgeLayer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where quantizers go; a null edge means the default of the row: fp32, but like every other layer where both roles have
 * 8 bits.
 */
public record AttachSpec(
        @Nullable EdgeLayer firstLayer, @Nullable EdgeLayer lastLayer, List<String> ignore) {
    public AttachSpec {
        ignore = List.copyOf(ignore);
    }

    public Attach at(BitSetting setting) {
        boolean eight = setting.weights() == 8 && setting.activations() == 8;
        EdgeLayer usual = eight ? EdgeLayer.SAME : EdgeLayer.KEEP;
        return new Attach(firstLayer == null ? usual : firstLayer, lastLayer == null ? usual : lastLayer, ignore);
    }
}
