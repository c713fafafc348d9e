package io.bitgap.layer.kernel.onednn;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What was prepared for each input shape; the few shapes seen last are kept (a training batch, test batches). */
final class Shapes<P> {
    private static final int KEPT = 4;

    private final Function<long[], P> prepare;
    private final Map<List<Long>, P> prepared = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Long>, P> eldest) {
            return size() > KEPT;
        }
    };

    Shapes(Function<long[], P> prepare) {
        this.prepare = prepare;
    }

    P of(long[] shape) {
        return prepared.computeIfAbsent(Arrays.stream(shape).boxed().toList(), key -> prepare.apply(shape));
    }
}
