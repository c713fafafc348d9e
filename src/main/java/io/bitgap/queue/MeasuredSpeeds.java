package io.bitgap.queue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How fast runs are trained, by what the latest ones took, in images of ResNet-20 in fp32 on 32x32 a second.
 *
 * <p>A speed is the median of the runs that are most like the one in question: on the processors that train now those of the same
 * kind ({@link RunKind}), else of the same network and data set and as much quantized, else of the same network and data set,
 * else of the same network, else all of them; where these processors have trained nothing, the same of all processors.
 */
final class MeasuredSpeeds {
    /**
     * Where nothing has been trained yet: {@code bash src/jmh/step.sh --cases all --steps 25} on two cores of an AMD EPYC with
     * AVX-512, fp32, median of five runs.
     */
    static final double DEFAULT_SPEED = 824;

    private final Set<Processor> here;
    private final List<Measured> measured = new ArrayList<>();
    private final Map<RunKind, Double> known = new HashMap<>();

    /** @param here what live workers train on */
    MeasuredSpeeds(Collection<Processor> here) {
        this.here = Set.copyOf(here);
    }

    private record Measured(RunKind kind, Processor processor, double speed) {}

    /** A run whose speed is known. */
    void add(RunKind kind, Processor processor, double speed) {
        measured.add(new Measured(kind, processor, speed));
    }

    double of(RunKind kind) {
        return known.computeIfAbsent(kind, this::closest);
    }

    private double closest(RunKind kind) {
        List<Predicate<Measured>> processors = List.of(run -> here.contains(run.processor()), run -> true);
        for (Predicate<Measured> processor : processors) {
            for (Predicate<RunKind> alike : kind.alike()) {
                OptionalDouble median = median(processor.and(run -> alike.test(run.kind())));
                if (median.isPresent()) {
                    return median.getAsDouble();
                }
            }
        }
        return DEFAULT_SPEED;
    }

    private OptionalDouble median(Predicate<Measured> which) {
        double[] speeds = measured.stream()
                .filter(which)
                .mapToDouble(Measured::speed)
                .sorted()
                .toArray();
        return speeds.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((speeds[(speeds.length - 1) / 2] + speeds[speeds.length / 2]) / 2);
    }
}
