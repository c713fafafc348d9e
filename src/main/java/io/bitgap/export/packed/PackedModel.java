package io.bitgap.export.packed;

import io.bitgap.dataset.ImageDataset;
import io.bitgap.export.DeployedNetwork;
import io.bitgap.export.DeployedWeights;
import io.bitgap.export.ModelLabel;
import io.bitgap.format.Sha256;
import io.bitgap.quantizer.evaluation.WeightCodes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A network's parameters in as few bytes as their bits ask for: {@code weights.bin} and the {@code quantizers.json} that
 * describes it. The weights file begins with the eight letters BITGAPW1; every tensor begins at a multiple of eight bytes.
 *
 * @param weights bytes of {@code weights.bin}
 * @param description content of {@code quantizers.json}
 */
public record PackedModel(byte[] weights, PackedDescription description) {
    public static final String WEIGHTS = "weights.bin";
    public static final String DESCRIPTION = "quantizers.json";

    private static final byte[] MAGIC = "BITGAPW1".getBytes(StandardCharsets.US_ASCII);
    private static final int ALIGNMENT = 8;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Packs a network. */
    public static PackedModel of(DeployedNetwork network, ModelLabel label) {
        Writer writer = new Writer();
        for (DeployedWeights layer : network.weights().values()) {
            writer.layer(layer);
        }
        network.norms()
                .forEach((norm, parameters) -> parameters.forEach(
                        (name, values) -> writer.floats(norm + "." + name, new long[] {values.length}, values)));
        byte[] bytes = writer.out.toByteArray();
        return new PackedModel(
                bytes,
                new PackedDescription(
                        PackedDescription.FORMAT,
                        label.name(),
                        label.origin(),
                        input(label.data()),
                        new PackedDescription.WeightsFile(WEIGHTS, bytes.length, Sha256.of(bytes)),
                        writer.tensors,
                        network.activations().values().stream()
                                .map(node -> new PackedDescription.Activations(
                                        node.node(),
                                        node.tensor(),
                                        node.spec().quantizer(),
                                        node.spec().options(),
                                        node.spec().bits(),
                                        node.map().inputScale(),
                                        node.map().shift(),
                                        node.map().low(),
                                        node.map().high(),
                                        node.map().outputScale(),
                                        node.map().outputOffset(),
                                        node.map().zeroPoint()))
                                .toList()));
    }

    private static PackedDescription.Input input(ImageDataset data) {
        return new PackedDescription.Input(
                data.height(),
                data.width(),
                data.channels(),
                data.normalization().mean(),
                data.normalization().deviation(),
                data.classes());
    }

    /**
     * Reads the two files.
     *
     * @throws IllegalArgumentException when they do not belong together, or one was cut off or altered
     */
    public static PackedModel read(byte[] weights, byte[] description) {
        PackedDescription described = JSON.readValue(description, PackedDescription.class);
        if (!PackedDescription.FORMAT.equals(described.format())) {
            throw new IllegalArgumentException(
                    "the description has format " + described.format() + ", not " + PackedDescription.FORMAT);
        }
        PackedDescription.WeightsFile file = described.weights();
        if (weights.length != file.size()) {
            throw new IllegalArgumentException(
                    "%s has %d bytes, its description says %d".formatted(file.name(), weights.length, file.size()));
        }
        if (!Sha256.of(weights).equals(file.sha256())) {
            throw new IllegalArgumentException(file.name() + " was altered: its SHA-256 is not the described one");
        }
        return new PackedModel(weights, described);
    }

    /** The bytes of {@code quantizers.json}. */
    public byte[] descriptionFile() {
        return JSON.writeValueAsBytes(description);
    }

    /** The described tensor of that name. */
    public Optional<PackedDescription.Tensor> tensor(String name) {
        return description.tensors().stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst();
    }

    /** Codes of a tensor of integers, row-major. */
    public int[] codes(PackedDescription.Tensor tensor) {
        PackedDescription.Codes codes = Objects.requireNonNull(tensor.codes(), "a tensor of floats has no codes");
        return BitPacking.unpack(bytes(tensor), tensor.count(), codes.lowest(), codes.width());
    }

    /** Values of a tensor of floats, row-major. */
    public float[] floats(PackedDescription.Tensor tensor) {
        float[] values = new float[tensor.count()];
        ByteBuffer.wrap(bytes(tensor))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return values;
    }

    private byte[] bytes(PackedDescription.Tensor tensor) {
        int from = Math.toIntExact(tensor.offset());
        return Arrays.copyOfRange(weights, from, from + tensor.bytes());
    }

    /** Puts tensors one after the other. */
    private static final class Writer {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final List<PackedDescription.Tensor> tensors = new ArrayList<>();

        Writer() {
            out.writeBytes(MAGIC);
        }

        void layer(DeployedWeights layer) {
            String name = layer.layer();
            if (layer.codes().isPresent()) {
                codes(name + ".weight", layer.codes().get());
                if (layer.factor() != null) {
                    floats(name + ".factor", new long[] {layer.channels()}, layer.factor());
                }
            } else {
                floats(name + ".weight", layer.shape(), layer.values());
            }
            if (layer.bias() != null) {
                floats(name + ".bias", new long[] {layer.channels()}, layer.bias());
            }
        }

        private void codes(String name, WeightCodes weights) {
            int lowest = Arrays.stream(weights.codes()).min().orElse(0);
            int width = BitPacking.width(weights.levels());
            add(
                    name,
                    weights.shape(),
                    BitPacking.pack(weights.codes(), lowest, width),
                    new PackedDescription.Codes(
                            weights.spec().quantizer(),
                            weights.spec().options(),
                            weights.spec().bits(),
                            weights.levels(),
                            width,
                            lowest,
                            shortened(weights.map().scale()),
                            shortened(weights.map().zeroPoint())));
        }

        void floats(String name, long[] shape, float[] values) {
            ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(values);
            add(name, shape, bytes.array(), null);
        }

        private void add(String name, long[] shape, byte[] bytes, PackedDescription.@Nullable Codes codes) {
            while (out.size() % ALIGNMENT != 0) {
                out.write(0);
            }
            tensors.add(new PackedDescription.Tensor(name, shape, out.size(), bytes.length, codes));
            out.writeBytes(bytes);
        }

        /** One entry where all are the same. */
        private static double[] shortened(double[] values) {
            return Arrays.stream(values).allMatch(value -> value == values[0]) ? new double[] {values[0]} : values;
        }
    }
}
