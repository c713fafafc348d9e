package io.bitgap.network.upload;

import io.bitgap.json.JsonProblems;
import io.bitgap.network.definition.ImageSizes;
import io.bitgap.network.definition.NetworkDefinition;
import io.bitgap.network.definition.Node;
import io.bitgap.network.definition.OutputNode;
import io.bitgap.network.definition.ParameterCount;
import io.bitgap.network.definition.Shapes;
import io.bitgap.problem.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** From a document of DL4J's to a definition of ours. */
public final class UploadReader {
    private static final long MAX_PARAMETERS = 200_000_000;
    /** Large enough for every stack of poolings that makes sense. */
    private static final int ROOMY = 224;

    private final JsonProblems problems = new JsonProblems();
    private final DeclaredShapes stated = new DeclaredShapes();

    private UploadReader() {}

    /** @throws io.bitgap.problem.Problem (422) with everything that is not supported */
    public static NetworkDefinition read(JsonNode document) {
        return new UploadReader().definition(document);
    }

    private NetworkDefinition definition(JsonNode json) {
        Document document = new DocumentReader(json, problems).read();
        LayerReader layers = new LayerReader(document.input(), stated, problems);
        for (Vertex vertex : document.vertices()) {
            if (vertex.hasLayer()) {
                layers.read(vertex);
            } else {
                VertexReader.read(vertex, stated, problems);
            }
        }
        List<Vertex> order = new VertexOrder(document, problems).ordered();
        checkOutput(document);
        refuseIfAny(problems);
        List<Node> read = order.stream()
                .map(vertex -> stated.nodes().get(vertex.name()))
                .filter(Objects::nonNull)
                .toList();
        List<Node> simple = Simplification.of(read, stated.identities());
        checkSummands(simple, document);
        refuseIfAny(problems);
        InputCheck inputs = new InputCheck(document.input(), simple, stated, problems);
        refuseIfAny(problems);
        NetworkDefinition definition =
                new NetworkDefinition(document.input(), inputs.channels(), stated.classes(), inputs.nodes(), notes());
        checkSizes(definition, document);
        refuseIfAny(problems);
        return definition;
    }

    /** @throws Problem (422) with everything that is wrong so far, if anything is */
    static void refuseIfAny(JsonProblems problems) {
        if (!problems.none()) {
            throw new Problem(
                    Problem.Kind.UNPROCESSABLE,
                    "unsupported-network",
                    "The network cannot be trained here: "
                            + problems.found().get(0).message() + problems.others() + " " + Dl4jClasses.SUPPORTED,
                    problems.found());
        }
    }

    /** DL4J hands the configured function of a batch norm on to nobody; whoever wrote it may think otherwise. */
    private List<String> notes() {
        return stated.ignoredFunctions().entrySet().stream()
                .map(
                        each -> "The activation function " + each.getKey() + " of batch norm "
                                + String.join(", ", each.getValue())
                                + " is not computed, as DL4J computes none in a BatchNormalization; an ActivationLayer behind it is.")
                .toList();
    }

    private void checkOutput(Document document) {
        for (Vertex vertex : document.vertices()) {
            boolean last = vertex.name().equals(document.output());
            boolean classifier = stated.nodes().get(vertex.name()) instanceof OutputNode;
            if (last && !classifier && problems.none()) {
                problems.add(
                        vertex.place().pointer(),
                        "no-output-layer",
                        vertex.name() + " is the network's output, and must be an OutputLayer with softmax.");
            } else if (classifier && !last) {
                problems.add(
                        vertex.place().pointer(),
                        "several-output-layers",
                        vertex.name() + " is an OutputLayer and not the network's output; there is one only.");
            }
        }
    }

    /** DL4J counts every way through the network where it orders the layers: with twenty such sums in a row, a million. */
    private void checkSummands(List<Node> nodes, Document document) {
        for (Vertex vertex : document.vertices()) {
            nodes.stream()
                    .filter(node -> node.name().equals(vertex.name()))
                    .filter(node ->
                            Set.copyOf(node.inputs()).size() < node.inputs().size())
                    .forEach(node -> problems.add(
                            vertex.place().pointer(),
                            "repeated-summand",
                            node.name() + " adds the same thing twice (" + String.join(" and ", vertex.inputs())
                                    + "); leave it out: a layer behind it learns the factor 2."));
        }
    }

    private void checkSizes(NetworkDefinition definition, Document document) {
        Optional<ImageSizes.Smallest> images = ImageSizes.smallest(definition);
        if (images.isEmpty()) {
            Map<String, JsonCursor> places = new HashMap<>();
            document.vertices().forEach(vertex -> places.put(vertex.name(), vertex.place()));
            Shapes.of(definition, ROOMY, ROOMY, definition.classes())
                    .mismatches()
                    .forEach(mismatch -> problems.add(
                            Objects.requireNonNull(places.get(mismatch.node())).pointer(),
                            mismatch.code(),
                            "On images of " + ROOMY + "x" + ROOMY + ", as on all others, " + mismatch.node() + " "
                                    + mismatch.sentence() + "."));
            return;
        }
        Shapes shapes =
                Shapes.of(definition, images.get().height(), images.get().width(), definition.classes());
        long parameters = ParameterCount.of(definition, shapes).total();
        if (parameters > MAX_PARAMETERS) {
            problems.add(
                    document.vertices().get(0).place().pointer(),
                    "too-many-parameters",
                    "The network has " + parameters + " parameters; at most " + MAX_PARAMETERS + " can be trained.");
        }
    }
}
