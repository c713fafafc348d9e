package io.bitgap.network.upload;

import io.bitgap.json.JsonProblems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Finds the vertices and what they read, in either kind of configuration. */
final class DocumentReader {
    static final int MAX_VERTICES = 1000;
    private static final String MULTI_LAYER_INPUT = "images";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_ .:/-]{0,98}[A-Za-z0-9_])?");

    private static final Set<String> UNREAD = Set.of(
            "backpropType",
            "cacheMode",
            "dataType",
            "defaultConfiguration",
            "epochCount",
            "inferenceWorkspaceMode",
            "iterationCount",
            "tbpttBackLength",
            "tbpttFwdLength",
            "topologicalOrder",
            "topologicalOrderStr",
            "trainingWorkspaceMode",
            "validateOutputLayerConfig");
    private static final Set<String> UNREAD_OF_LAYER = Set.of(
            "cacheMode",
            "dataType",
            "epochCount",
            "iterationCount",
            "maxNumLineSearchIterations",
            "miniBatch",
            "minimize",
            "optimizationAlgo",
            "seed",
            "stepFunction",
            "variables");

    private final JsonCursor root;
    private final JsonProblems problems;

    DocumentReader(JsonNode document, JsonProblems problems) {
        this.root = new JsonCursor(document, "");
        this.problems = problems;
    }

    /** @throws io.bitgap.problem.Problem when it is neither kind of configuration, or too large */
    Document read() {
        if (!root.node().isObject()) {
            problems.add(root.pointer(), "wrong-type", "It must be an object, not " + root.quote() + ".");
            UploadReader.refuseIfAny(problems);
        }
        boolean graph = root.node().path("vertices").isObject();
        boolean layers = root.node().path("confs").isArray();
        if (graph == layers) {
            problems.add(
                    root.pointer(),
                    "no-configuration",
                    "Send what toJson() of a ComputationGraphConfiguration (\"vertices\") or of a "
                            + "MultiLayerConfiguration (\"confs\") of DL4J 1.0.0-M2.1 gives.");
            UploadReader.refuseIfAny(problems);
        }
        JsonCursor list = root.at(graph ? "vertices" : "confs");
        if (list.node().isEmpty() || list.node().size() > MAX_VERTICES) {
            problems.add(
                    list.pointer(),
                    "number-of-layers",
                    "A network has 1 to " + MAX_VERTICES + " layers, not "
                            + list.node().size() + ".");
            UploadReader.refuseIfAny(problems);
        }
        return graph ? graph() : layers();
    }

    private Document graph() {
        root.checkFields(with(UNREAD, "vertices", "vertexInputs", "networkInputs", "networkOutputs"), problems);
        UNREAD.forEach(field -> Dl4jClasses.checkUnread(root.at(field), problems));
        String input = single("networkInputs", "input");
        String output = single("networkOutputs", "output");
        List<Vertex> vertices = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : root.node().path("vertices").properties()) {
            JsonCursor vertex = root.at("vertices").at(entry.getKey());
            checkName(entry.getKey(), vertex);
            vertices.add(vertex(entry.getKey(), texts(root.at("vertexInputs").at(entry.getKey())), vertex));
        }
        checkName(input, root.at("networkInputs"));
        return new Document(input, output, vertices);
    }

    private Vertex vertex(String name, List<String> inputs, JsonCursor place) {
        if (!place.at(Dl4jClasses.CLASS).matches(Dl4jClasses.VERTICES + "LayerVertex")) {
            return new Vertex(name, inputs, place, place.at("preProcessor"), false);
        }
        place.checkFields(Set.of(Dl4jClasses.CLASS, "layerConf", "preProcessor", "outputVertex"), problems);
        return new Vertex(name, inputs, layer(place.at("layerConf")), place.at("preProcessor"), true);
    }

    private Document layers() {
        root.checkFields(with(UNREAD, "confs", "inputPreProcessors"), problems);
        UNREAD.forEach(field -> Dl4jClasses.checkUnread(root.at(field), problems));
        List<Vertex> vertices = new ArrayList<>();
        Set<String> names = new HashSet<>(Set.of(MULTI_LAYER_INPUT));
        String last = MULTI_LAYER_INPUT;
        for (int index = 0; index < root.at("confs").node().size(); index++) {
            JsonCursor layer = layer(root.at("confs").at(index));
            JsonCursor given = layer.at("layerName");
            String name = given.node().isString() && checkName(given.node().stringValue(), given)
                    ? given.node().stringValue()
                    : "layer" + index;
            if (!names.add(name)) {
                problems.add(
                        given.pointer(),
                        "duplicate-name",
                        "The layer name " + given.quote() + " is there twice, or reserved.");
            }
            JsonCursor preProcessor = root.at("inputPreProcessors").at(Integer.toString(index));
            vertices.add(new Vertex(name, List.of(last), layer, preProcessor, true));
            last = name;
        }
        return new Document(MULTI_LAYER_INPUT, last, vertices);
    }

    private JsonCursor layer(JsonCursor conf) {
        conf.checkFields(with(UNREAD_OF_LAYER, "layer"), problems);
        UNREAD_OF_LAYER.forEach(field -> Dl4jClasses.checkUnread(conf.at(field), problems));
        return conf.at("layer");
    }

    private String single(String field, String word) {
        List<String> names = texts(root.at(field));
        if (names.size() != 1) {
            problems.add(
                    root.at(field).pointer(),
                    "one-" + word,
                    "A network has exactly one " + word + " here; this one has " + names.size() + ".");
        }
        return names.isEmpty() ? "" : names.get(0);
    }

    private List<String> texts(JsonCursor place) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : place.node()) {
            if (element.isString() && place.node().isArray()) {
                texts.add(element.stringValue());
            } else {
                problems.add(place.pointer(), "wrong-type", place.pointer() + " must be a list of names.");
                return List.of();
            }
        }
        return texts;
    }

    private boolean checkName(String name, JsonCursor place) {
        boolean good = NAME.matcher(name).matches();
        if (!good) {
            problems.add(
                    place.pointer(),
                    "bad-name",
                    "A name has 1 to 100 letters, digits, '_', and inside of it also '.', ':', '/', '-' and blanks.");
        }
        return good;
    }

    private static Set<String> with(Set<String> unread, String... read) {
        Set<String> all = new HashSet<>(unread);
        all.addAll(List.of(read));
        return all;
    }
}
