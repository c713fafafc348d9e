package io.bitgap.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.layer.Convolution;
import io.bitgap.layer.ResidualAdd;
import io.bitgap.layer.SoftmaxOutput;
import io.bitgap.quantizer.LevelConvention;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Role;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class GraphPictureTests {
    private static final LayerSetting PACT = new LayerSetting(
            new QuantizerSpec("pact", Role.WEIGHTS, 4, Map.of(), LevelConvention.BITS),
            new QuantizerSpec("pact", Role.ACTIVATIONS, 4, Map.of(), LevelConvention.BITS));

    private static ComputationGraphConfiguration attached(ComputationGraphConfiguration source) {
        return Attacher.attach(source, new AttachSetting(PACT, PACT, PACT, Set.of()))
                .configuration();
    }

    /** As a browser would: anything that is not well-formed is an error. */
    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Element> elements(Document document, String tag) {
        NodeList found = document.getElementsByTagName(tag);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    @Test
    void resnet18ShowsEveryLayerAndEveryQuantizer() throws Exception {
        ComputationGraphConfiguration source = PreActivation.network(4, 2);
        Document picture = parse(GraphPicture.sideBySide(source, attached(source), Map.of()));
        List<Element> boxes = elements(picture, "g");
        assertThat(boxes)
                .filteredOn(box -> box.getAttribute("class").equals("quantize"))
                .hasSize(18);
        assertThat(boxes)
                .filteredOn(box -> box.getAttribute("class").equals("quantize-weights"))
                .hasSize(22)
                .allSatisfy(box -> assertThat(box.getTextContent()).contains("W pact, 4 bits"));
        assertThat(elements(picture, "text"))
                .extracting(Element::getTextContent)
                .containsAll(source.getVertices().keySet())
                .contains("Source", "Attached", "conv 7×7, stride 2, 3 → 64", "conv 1×1, stride 2, 64 → 128");
        // an arrow for each input, one more for each node, one for each weight quantizer
        int inputs =
                source.getVertexInputs().values().stream().mapToInt(List::size).sum();
        assertThat(elements(picture, "path"))
                .filteredOn(path -> path.getAttribute("class").equals("arrow"))
                .hasSize(inputs + inputs + 18 + 22);
    }

    @Test
    void quantizersDifferInShapeNotOnlyInColour() throws Exception {
        ComputationGraphConfiguration source = PreActivation.network(1, 1);
        Document picture = parse(GraphPicture.attached(attached(source), Map.of()));
        assertThat(elements(picture, "polygon"))
                .hasSameSizeAs(elements(picture, "g").stream()
                        .filter(box -> box.getAttribute("class").startsWith("quantize"))
                        .toList());
        assertThat(elements(parse(GraphPicture.source(source)), "polygon")).isEmpty();
    }

    @Test
    void aTrainedQuantizerCarriesItsNumbers() throws Exception {
        ComputationGraphConfiguration attached = attached(PreActivation.network(1, 1));
        String learned = GraphPicture.attached(
                attached, Map.of("stem-bn-quantize", Map.of(), "pool-quantize", Map.of("alpha", 3.0)));
        assertThat(learned).contains("alpha 3, scale 0.2<");
        String measured = GraphPicture.attached(
                attached,
                Map.of("pool-quantize", Map.of("alpha", 3.0, "scale", 0.25), "stem", Map.of("scale", 1.23456e-5)));
        assertThat(measured).contains("alpha 3, scale 0.25<").contains("scale 0.0000123");
    }

    @Test
    void theSameGraphGivesTheSamePicture() {
        ComputationGraphConfiguration source = PreActivation.network(2, 2);
        String first = GraphPicture.sideBySide(source, attached(source), Map.of());
        ComputationGraphConfiguration again = PreActivation.network(2, 2);
        assertThat(GraphPicture.sideBySide(again, attached(again), Map.of())).isEqualTo(first);
    }

    @Test
    void namesOfLayersAreTextWhateverTheyHold() throws Exception {
        String hostile = "</title></text><script>alert('\"&')</script>\u0001\ud800 層";
        ComputationGraphConfiguration source = new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("<images>")
                .setInputTypes(InputType.convolutional(8, 8, 3, CNN2DFormat.NHWC))
                .addLayer(hostile, new Convolution(3, 1, 4, true), "<images>")
                .addLayer("pool", new GlobalPoolingLayer(), hostile)
                .addLayer("x".repeat(500), new SoftmaxOutput(2), "pool")
                .setOutputs("x".repeat(500))
                .build();
        Document picture = parse(GraphPicture.sideBySide(source, attached(source), Map.of()));
        assertThat(elements(picture, "script")).isEmpty();
        assertThat(elements(picture, "title"))
                .extracting(Element::getTextContent)
                .anySatisfy(title ->
                        assertThat(title).startsWith("</title></text><script>alert('\"&')</script>\uFFFD\uFFFD 層"));
        assertThat(elements(picture, "text"))
                .allSatisfy(text -> assertThat(text.getTextContent()).hasSizeLessThan(80));
    }

    @Test
    void aNetworkThatIsTooLargeToReadIsNotDrawn() throws Exception {
        ComputationGraphConfiguration.GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("x")
                .addVertex("0", new ResidualAdd(true), "x", "x");
        for (int i = 1; i < 1001; i++) {
            graph.addVertex(
                    Integer.toString(i), new ResidualAdd(true), Integer.toString(i - 1), Integer.toString(i - 1));
        }
        ComputationGraphConfiguration large = graph.addLayer("out", new SoftmaxOutput(2), "1000")
                .setOutputs("out")
                .build();
        Document picture = parse(GraphPicture.source(large));
        assertThat(elements(picture, "text"))
                .extracting(Element::getTextContent)
                .contains("1003 nodes are too many for a picture");
    }

    @Test
    void itsPolicyAllowsItsOwnStyleSheetAndNothingElse() throws Exception {
        Document picture = parse(GraphPicture.source(PreActivation.network(1, 1)));
        byte[] digest = MessageDigest.getInstance("SHA-256")
                .digest(elements(picture, "style").get(0).getTextContent().getBytes(StandardCharsets.UTF_8));
        assertThat(GraphPicture.CONTENT_SECURITY_POLICY)
                .startsWith("default-src 'none'; style-src 'sha256-"
                        + Base64.getEncoder().encodeToString(digest) + "';");
        assertThat(elements(picture, "*")).noneMatch(element -> element.hasAttribute("style"));
    }
}
