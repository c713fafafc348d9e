package io.bitgap.graph;

import io.bitgap.graph.picture.Arrow;
import io.bitgap.graph.picture.Box;
import io.bitgap.graph.picture.BoxStyle;
import io.bitgap.graph.picture.Diagram;
import io.bitgap.graph.picture.Svg;
import io.bitgap.layer.Quantize;
import io.bitgap.layer.WeightLayer;
import io.bitgap.quantizer.QuantizerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.jspecify.annotations.Nullable;

/**
 * Pictures of configurations, from top to bottom: boxes for what computes, hexagons for quantizers. A weight quantizer is
 * a hexagon of its own that points to its layer.
 */
public final class GraphPicture {
    /** The policy to serve a picture with: its own styles and nothing else. */
    public static final String CONTENT_SECURITY_POLICY = Svg.CONTENT_SECURITY_POLICY;

    /** A larger picture would take its reader and the layout too long; ResNet-18 has 92. */
    private static final int MAX_BOXES = 1000;

    private final ComputationGraphConfiguration graph;
    private final Map<String, Map<String, Double>> values;
    private final List<Box> boxes = new ArrayList<>();
    private final List<Arrow> arrows = new ArrayList<>();
    private int nodes;
    private int weights;

    private GraphPicture(ComputationGraphConfiguration graph, Map<String, Map<String, Double>> values) {
        this.graph = graph;
        this.values = values;
    }

    /** The network before quantizers are attached. */
    public static String source(ComputationGraphConfiguration source) {
        return Svg.of(List.of(sourceDiagram(source)));
    }

    /**
     * The network with its quantizers.
     *
     * @param values numbers of trained quantizers, by node or layer and name: learned parameters, statistics, scale
     */
    public static String attached(ComputationGraphConfiguration attached, Map<String, Map<String, Double>> values) {
        return Svg.of(List.of(attachedDiagram(attached, values)));
    }

    /** Both, side by side. */
    public static String sideBySide(
            ComputationGraphConfiguration source,
            ComputationGraphConfiguration attached,
            Map<String, Map<String, Double>> values) {
        return Svg.of(List.of(sourceDiagram(source), attachedDiagram(attached, values)));
    }

    private static Diagram sourceDiagram(ComputationGraphConfiguration source) {
        GraphPicture picture = new GraphPicture(source, Map.of());
        picture.draw();
        return picture.diagram("Source", picture.boxes.size() + " nodes, fp32");
    }

    private static Diagram attachedDiagram(
            ComputationGraphConfiguration attached, Map<String, Map<String, Double>> values) {
        GraphPicture picture = new GraphPicture(attached, values);
        picture.draw();
        String subtitle =
                "hexagons quantize: %d on activations, %d on weights (W)".formatted(picture.nodes, picture.weights);
        return picture.diagram("Attached", subtitle);
    }

    private Diagram diagram(String title, String subtitle) {
        if (boxes.size() <= MAX_BOXES) {
            return new Diagram(title, subtitle, boxes, arrows);
        }
        String sentence = boxes.size() + " nodes are too many for a picture";
        return new Diagram(
                title, subtitle, List.of(new Box("", BoxStyle.TERMINAL, List.of(sentence), sentence)), List.of());
    }

    private void draw() {
        for (String input : graph.getNetworkInputs()) {
            boxes.add(new Box("v:" + input, BoxStyle.TERMINAL, List.of(input, "input"), "input of the network"));
        }
        DataFlow flow = new DataFlow(graph);
        for (String name : flow.order()) {
            GraphVertex vertex = Objects.requireNonNull(graph.getVertices().get(name));
            if (vertex instanceof LayerVertex layerVertex
                    && layerVertex.getLayerConf().getLayer() instanceof WeightLayer layer) {
                drawWeights(name, layer.quantizerSpec());
            }
            boxes.add(box(name, vertex));
            flow.inputs(name)
                    .forEach(input -> arrows.add(new Arrow(
                            "v:" + input, "v:" + name, flow.inputs(name).size() == 1)));
        }
    }

    private Box box(String name, GraphVertex vertex) {
        if (vertex instanceof LayerVertex layerVertex
                && layerVertex.getLayerConf().getLayer() instanceof Quantize node) {
            nodes++;
            QuantizerSpec spec = Objects.requireNonNull(node.quantizerSpec());
            QuantizerText text = new QuantizerText(spec, values.getOrDefault(name, Map.of()));
            return new Box(
                    "v:" + name,
                    BoxStyle.QUANTIZE,
                    lines("Q " + text.method(), text.numbers()),
                    name + "\nquantizes activations\n" + text.details());
        }
        String what = VertexText.of(vertex);
        return new Box("v:" + name, style(vertex), List.of(name, what), name + "\n" + what);
    }

    private void drawWeights(String layer, @Nullable QuantizerSpec spec) {
        if (spec == null) {
            return;
        }
        weights++;
        QuantizerText text = new QuantizerText(spec, values.getOrDefault(layer, Map.of()));
        boxes.add(new Box(
                "w:" + layer,
                BoxStyle.QUANTIZE_WEIGHTS,
                lines("W " + text.method(), text.numbers()),
                layer + "\nquantizes the weights\n" + text.details()));
        arrows.add(new Arrow("w:" + layer, "v:" + layer, false));
    }

    private static List<String> lines(String first, String second) {
        return second.isEmpty() ? List.of(first) : List.of(first, second);
    }

    private static BoxStyle style(GraphVertex vertex) {
        return Operation.of(vertex)
                .map(operation -> switch (operation) {
                    case CONVOLUTION, DENSE -> BoxStyle.WEIGHTS;
                    case ADD -> BoxStyle.ADDITION;
                    case POOLING -> BoxStyle.PLAIN;
                })
                .orElse(BoxStyle.PLAIN);
    }
}
