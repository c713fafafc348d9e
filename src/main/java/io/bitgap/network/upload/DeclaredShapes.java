package io.bitgap.network.upload;

import io.bitgap.network.definition.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a document declares beside its nodes: numbers of inputs, classes, image channels, functions without effect. */
final class DeclaredShapes {
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, String> same = new LinkedHashMap<>();
    private final Map<String, List<String>> ignored = new LinkedHashMap<>();
    private final Map<String, Inputs> inputs = new LinkedHashMap<>();
    private int channels;
    private int classes;

    /**
     * What a layer says of its input.
     *
     * @param place where it says so
     * @param count number of channels or values
     */
    record Inputs(JsonCursor place, long count) {}

    void node(Node node) {
        nodes.put(node.name(), node);
    }

    /** A vertex that hands its input on. */
    void identity(String name, String input) {
        same.put(name, input);
    }

    void inputs(String name, JsonCursor place, long count) {
        inputs.put(name, new Inputs(place, count));
    }

    /** A function that a layer names and DL4J does not compute there. */
    void ignoredFunction(String layer, String function) {
        ignored.computeIfAbsent(function, any -> new ArrayList<>()).add(layer);
    }

    /** The layers of each such function, by its name. */
    Map<String, List<String>> ignoredFunctions() {
        return ignored;
    }

    void channels(int channels) {
        this.channels = channels;
    }

    void classes(int classes) {
        this.classes = classes;
    }

    Map<String, Node> nodes() {
        return nodes;
    }

    Map<String, String> identities() {
        return same;
    }

    Map<String, Inputs> inputs() {
        return inputs;
    }

    /** 0 = not said. */
    int channels() {
        return channels;
    }

    int classes() {
        return classes;
    }
}
