package io.bitgap.queue;

import io.bitgap.dataset.DatasetDescription;
import io.bitgap.dataset.Datasets;
import io.bitgap.training.EpochWork;
import io.bitgap.training.Limits;
import io.bitgap.training.NetworkCost;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** How much runs have to compute, in images of ResNet-20 in fp32 on 32x32 that go through a training step. */
@Component
class Workloads {
    /** A step with quantizers over one without: 1.15 to 1.17, whichever they are ({@code bash src/jmh/step.sh --cases all}). */
    static final double QUANTIZATION_COST = 1.16;

    private final Datasets datasets;
    private final Map<Images, OptionalDouble> costs = new ConcurrentHashMap<>();

    Workloads(Datasets datasets) {
        this.datasets = datasets;
    }

    /** Names of networks are given once, so this is the same for as long as the process lives. */
    private record Images(String network, int height, int width, int classes) {}

    /**
     * An epoch of such a run; empty where its data set is not there any more, or is another one that its network does not suit.
     *
     * @param definition of an uploaded network, empty for one that comes along; asked for once a network
     */
    OptionalDouble epoch(RunKind kind, Supplier<Optional<String>> definition) {
        Optional<DatasetDescription> found = datasets.find(kind.dataset());
        if (found.isEmpty()) {
            return OptionalDouble.empty();
        }
        DatasetDescription data = found.get();
        Images images = new Images(kind.network(), data.height(), data.width(), data.classes());
        OptionalDouble cost = costs.get(images);
        if (cost == null) {
            // not within the map's own lock: the definition comes from the database
            cost = NetworkCost.ofImage(
                    images.network(), definition.get().orElse(null), images.height(), images.width(), images.classes());
            costs.put(images, cost);
        }
        if (cost.isEmpty()) {
            return cost;
        }
        Limits limits = kind.limits();
        int held = limits.validationExamples();
        EpochWork work = new EpochWork(
                limited(Math.max(0, data.trainExamples() - held), limits.trainExamples()),
                limited(data.testExamples(), limits.testExamples()) + held);
        return OptionalDouble.of(work.images() * cost.getAsDouble() * (kind.fp32() ? 1 : QUANTIZATION_COST));
    }

    private static int limited(int examples, int limit) {
        return limit > 0 ? Math.min(limit, examples) : examples;
    }
}
