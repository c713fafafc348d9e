package io.bitgap.graph;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which operations get quantizers. Counts go by the position of a layer among all of its operation in the network, in the
 * order of the data.
 *
 * @param quantized the operations whose inputs, and weights where they have some, are quantized
 * @param skip how many at the beginning stay fp32, by operation; those left out skip none
 * @param stop after how many the rest stays fp32, by operation; those left out never stop
 */
public record Operations(Set<Operation> quantized, Map<Operation, Integer> skip, Map<Operation, Integer> stop) {
    /** Every convolution and every dense layer. */
    public static final Operations DEFAULT =
            new Operations(EnumSet.of(Operation.CONVOLUTION, Operation.DENSE), Map.of(), Map.of());

    public Operations {
        // in the order of the enum, so that the same plan is always the same text
        EnumSet<Operation> sorted = EnumSet.noneOf(Operation.class);
        sorted.addAll(quantized);
        quantized = Collections.unmodifiableSet(sorted);
        skip = counts(skip);
        stop = counts(stop);
    }

    private static Map<Operation, Integer> counts(Map<Operation, Integer> given) {
        EnumMap<Operation, Integer> sorted = new EnumMap<>(Operation.class);
        given.forEach((operation, count) -> {
            if (count < 0) {
                throw new IllegalArgumentException("a count of " + operation.many() + " cannot be " + count);
            }
            sorted.put(operation, count);
        });
        return Collections.unmodifiableMap(sorted);
    }

    /**
     * Why the layer at a position stays fp32, or null.
     *
     * @param position from 0
     */
    @Nullable
    String refusal(Operation operation, int position) {
        if (!quantized.contains(operation)) {
            return operation.many() + (operation == Operation.POOLING ? " is" : " are") + " not asked for";
        }
        int skipped = skip.getOrDefault(operation, 0);
        if (position < skipped) {
            return skipped == 1
                    ? "skipped as the first of the " + operation.many()
                    : "skipped as one of the first " + skipped + " " + operation.many();
        }
        int last = stop.getOrDefault(operation, Integer.MAX_VALUE);
        if (position < last) {
            return null;
        }
        return last == 0
                ? "no " + operation.many() + " are to be quantized (stop after 0)"
                : "comes after the first " + last + " " + operation.many() + ", where quantization stops";
    }
}
