package io.bitgap.export;

import io.bitgap.dataset.Batches;
import io.bitgap.dataset.DecodedSplit;
import io.bitgap.dataset.ImageDataset;
import io.bitgap.dataset.Normalization;
import io.bitgap.graph.AttachSetting;
import io.bitgap.graph.Attacher;
import io.bitgap.graph.LayerSetting;
import io.bitgap.network.ImageShape;
import io.bitgap.network.Networks;
import io.bitgap.network.StockNetworks;
import io.bitgap.quantizer.LevelConvention;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Role;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;
import tools.jackson.databind.json.JsonMapper;

/** Networks that have seen a few batches, with batch norms of every kind: scales that are negative or 0 among them. */
final class TrainedNetworks {
    static final ImageDataset IMAGES = images(64);

    private TrainedNetworks() {}

    static ImageDataset images(int count) {
        Random random = new Random(5);
        byte[] pixels = new byte[count * 32 * 32 * 3];
        random.nextBytes(pixels);
        DecodedSplit split = new DecodedSplit(
                pixels, IntStream.range(0, count).map(i -> i % 10).toArray());
        return new ImageDataset(
                "noise",
                "sha256:0",
                32,
                32,
                3,
                IntStream.range(0, 10).mapToObj(c -> "class" + c).toList(),
                Normalization.cifar10(),
                split,
                split);
    }

    static ModelLabel label() {
        return new ModelLabel("noise", IMAGES, Map.of("checkpoint", "none"));
    }

    static QuantizerSpec spec(String quantizer, Role role, int bits, Map<String, Object> options) {
        return new QuantizerSpec(quantizer, role, bits, options, LevelConvention.BITS);
    }

    /** Both roles of a quantizer. */
    static LayerSetting both(String quantizer, int bits) {
        return new LayerSetting(
                spec(quantizer, Role.WEIGHTS, bits, Map.of()), spec(quantizer, Role.ACTIVATIONS, bits, Map.of()));
    }

    /** First and last layer in fp32. */
    static ComputationGraph inside(String network, @Nullable LayerSetting setting) {
        return setting == null
                ? of(network, LayerSetting.FP32, LayerSetting.FP32, LayerSetting.FP32)
                : of(network, setting, LayerSetting.FP32, LayerSetting.FP32);
    }

    static ComputationGraph of(String network, LayerSetting defaults, LayerSetting first, LayerSetting last) {
        AttachSetting attach = new AttachSetting(defaults, first, last, Set.of());
        ComputationGraph graph =
                new ComputationGraph(Attacher.attach(source(network), attach).configuration());
        graph.init();
        Random random = new Random(3);
        for (Layer layer : graph.getLayers()) {
            layer.paramTable().forEach((name, value) -> {
                switch (name) {
                    case "gamma" ->
                        fill(value, i -> i % 5 == 4 ? 0 : (i % 3 == 2 ? -1 : 1) * (0.5 + random.nextFloat()));
                    case "beta" -> fill(value, i -> random.nextFloat() - 0.3);
                    default -> {}
                }
            });
        }
        try (var batches = Batches.training(IMAGES, 32, false, 1, 0)) {
            while (batches.hasNext()) {
                graph.fit(batches.next());
            }
        }
        return graph;
    }

    @FunctionalInterface
    private interface Values {
        double at(int index);
    }

    private static void fill(INDArray array, Values values) {
        for (int i = 0; i < array.length(); i++) {
            array.putScalar(i, values.at(i));
        }
    }

    private static ComputationGraphConfiguration source(String network) {
        NeuralNetConfiguration.Builder base =
                new NeuralNetConfiguration.Builder().seed(1).updater(new Sgd(0.01));
        ImageShape shape = new ImageShape(32, 32, 3);
        String json = switch (network) {
            case "lenet" -> StockNetworks.lenet().toJson();
            case "residual" -> StockNetworks.residual().toJson();
            default -> "";
        };
        if (json.isEmpty()) {
            return Networks.configuration(network, shape, 10, base);
        }
        String definition = Networks.read(network, JsonMapper.shared().readTree(json), "somebody")
                .definition();
        return Networks.configuration(network, definition, shape, 10, base);
    }

    static List<String> methods() {
        return List.of("google-int8", "fqn", "pact", "dorefa", "qil", "gdrq", "lsq");
    }
}
