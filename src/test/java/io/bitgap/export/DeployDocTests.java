package io.bitgap.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bitgap.dataset.Batches;
import io.bitgap.dataset.DecodedSplit;
import io.bitgap.graph.LayerSetting;
import io.bitgap.quantizer.Role;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.tools.ToolProvider;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The programs in {@code src/docs/deploy.md} compile as they stand there and print what the trained network says. */
class DeployDocTests {
    private static final Pattern BLOCK = Pattern.compile("(?s)```(java|python)\n(.*?)```");
    private static final Pattern JAVA_NAME = Pattern.compile("public class (\\w+)");
    private static final Pattern PYTHON_NAME = Pattern.compile("# (\\w+\\.py)");

    @TempDir
    static Path folder;

    @BeforeAll
    static void writePrograms() throws IOException {
        Matcher block = BLOCK.matcher(Files.readString(Path.of("src/docs/deploy.md")));
        while (block.find()) {
            boolean java = block.group(1).equals("java");
            Matcher name = (java ? JAVA_NAME : PYTHON_NAME).matcher(block.group(2));
            assertThat(name.find()).isTrue();
            Files.writeString(folder.resolve(name.group(1) + (java ? ".java" : "")), block.group(2));
        }
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        errors,
                        errors,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        folder.toString(),
                        folder.resolve("Classify.java").toString(),
                        folder.resolve("Restore.java").toString(),
                        folder.resolve("ReadWeights.java").toString());
        assertThat(status).as(() -> errors.toString(StandardCharsets.UTF_8)).isZero();
    }

    /** What a program prints, without what is logged meanwhile. */
    private static List<String> printed(String program, Path... arguments) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (var programs =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, DeployDocTests.class.getClassLoader())) {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            programs.loadClass(program).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.stream(arguments).map(Path::toString).toArray(String[]::new));
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void classifyAndRestoreSayWhatTheTrainedNetworkSays() throws Exception {
        LayerSetting eight = TrainedNetworks.both("google-int8", 8);
        ComputationGraph graph = TrainedNetworks.of("resnet8", eight, eight, eight);
        ExportedModel model = ExportedModel.of(graph, TrainedNetworks.label());
        Path onnx = Files.write(folder.resolve("model.onnx"), model.onnx());
        Path zip = folder.resolve("model.zip");
        ModelSerializer.writeModel(graph, zip.toFile(), true);

        INDArray images;
        try (var batches = Batches.test(TrainedNetworks.IMAGES, 64)) {
            images = batches.next().getFeatures().dup();
        }
        float[][] logits = model.network().logits().output(images).toFloatMatrix();
        float[][] probabilities = graph.outputSingle(images).toFloatMatrix();
        for (int image : clearest(logits)) {
            Path file = picture(image);
            int best = largest(logits[image]);

            String[] classified = printed("Classify", onnx, file).get(0).split("[ ()]+");
            assertThat(classified[0]).isEqualTo("class" + best);
            assertThat(Double.parseDouble(classified[2])).isCloseTo(logits[image][best], within(0.01));

            String[] restored = last(printed("Restore", zip, file)).split("[ ()]+");
            assertThat(restored[1]).isEqualTo(Integer.toString(best));
            assertThat(Double.parseDouble(restored[3])).isCloseTo(probabilities[image][best], within(1e-3));
        }
    }

    private static Offset<Double> within(double offset) {
        return Offset.offset(offset);
    }

    private static String last(List<String> lines) {
        return lines.get(lines.size() - 1);
    }

    /** The image of each predicted class whose answer rounding errors change last. */
    private static List<Integer> clearest(float[][] logits) {
        Map<Integer, Integer> images = new LinkedHashMap<>();
        for (int image = 0; image < logits.length; image++) {
            Integer before = images.get(largest(logits[image]));
            if (before == null || margin(logits[image]) > margin(logits[before])) {
                images.put(largest(logits[image]), image);
            }
        }
        return List.copyOf(images.values());
    }

    private static double margin(float[] logits) {
        float[] sorted = logits.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length - 1] - sorted[sorted.length - 2];
    }

    private static int largest(float[] values) {
        int largest = 0;
        for (int i = 1; i < values.length; i++) {
            largest = values[i] > values[largest] ? i : largest;
        }
        return largest;
    }

    private static Path picture(int image) throws IOException {
        byte[] pixels = ((DecodedSplit) TrainedNetworks.IMAGES.test()).pixels();
        BufferedImage picture = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 32 * 32; i++) {
            int at = 3 * (32 * 32 * image + i);
            int rgb = (pixels[at] & 0xff) << 16 | (pixels[at + 1] & 0xff) << 8 | pixels[at + 2] & 0xff;
            picture.setRGB(i % 32, i / 32, rgb);
        }
        Path file = folder.resolve("image" + image + ".png");
        ImageIO.write(picture, "png", file.toFile());
        return file;
    }

    /** 3 bits do not fill bytes; the first layer has a batch norm and 8 bits, the last one is of floats. */
    private static ExportedModel ofThreeBits() throws IOException {
        ExportedModel model = ExportedModel.of(
                TrainedNetworks.of(
                        "resnet8",
                        new LayerSetting(TrainedNetworks.spec("dorefa", Role.WEIGHTS, 3, Map.of()), null),
                        TrainedNetworks.both("fqn", 8),
                        LayerSetting.FP32),
                TrainedNetworks.label());
        for (var file : model.files().entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        return model;
    }

    private static List<String> expectedLines(ExportedModel model) {
        return model.network().weights().values().stream()
                .flatMap(layer -> {
                    Stream<String> weight = layer
                            .codes()
                            .map(codes -> String.format(
                                    Locale.ROOT,
                                    "%s.weight %s sum of codes %d, first %.4f",
                                    layer.layer(),
                                    Arrays.toString(layer.shape()),
                                    Arrays.stream(codes.codes()).sum(),
                                    codes.value(0)))
                            .or(() -> floats(layer.layer() + ".weight", layer.shape(), layer.values()))
                            .stream();
                    long[] channels = {layer.channels()};
                    Stream<String> others = Stream.of(
                                    floats(layer.layer() + ".factor", channels, layer.factor()),
                                    floats(layer.layer() + ".bias", channels, layer.bias()))
                            .flatMap(Optional::stream);
                    return Stream.concat(weight, others);
                })
                .toList();
    }

    private static Optional<String> floats(String name, long[] shape, float @Nullable [] values) {
        return Optional.ofNullable(values)
                .map(some -> String.format(Locale.ROOT, "%s %s first %.4f", name, Arrays.toString(shape), some[0]));
    }

    @Test
    void readWeightsPrintsWhatTrainingComputedWith() throws Exception {
        ExportedModel model = ofThreeBits();
        assertThat(printed("ReadWeights", folder.resolve("weights.bin"), folder.resolve("quantizers.json")))
                .containsExactlyElementsOf(expectedLines(model));
    }

    @Test
    void readWeightsInPythonPrintsTheSame() throws Exception {
        assumeTrue(hasPython(), "python3 is not installed: the reader of weights.bin in Python is not run");
        ExportedModel model = ofThreeBits();
        Process process = new ProcessBuilder("python3", "read_weights.py", "weights.bin", "quantizers.json")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output.lines()).containsExactlyElementsOf(expectedLines(model));
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
