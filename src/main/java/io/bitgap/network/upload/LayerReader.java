package io.bitgap.network.upload;

import static io.bitgap.network.upload.Dl4jClasses.CLASS;

import io.bitgap.json.JsonProblems;
import io.bitgap.network.definition.ConvolutionNode;
import io.bitgap.network.definition.DenseNode;
import io.bitgap.network.definition.Flatten;
import io.bitgap.network.definition.GlobalPoolNode;
import io.bitgap.network.definition.NormNode;
import io.bitgap.network.definition.OutputNode;
import io.bitgap.network.definition.PoolNode;
import io.bitgap.network.definition.ReluNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a node of a layer, or says why it cannot be one. */
final class LayerReader {
    private static final Set<String> IMAGE_AXES = Set.of("[1,2]", "[2,3]");

    private final String networkInput;
    private final DeclaredShapes stated;
    private final JsonProblems problems;

    LayerReader(String networkInput, DeclaredShapes stated, JsonProblems problems) {
        this.networkInput = networkInput;
        this.stated = stated;
        this.problems = problems;
    }

    void read(Vertex vertex) {
        JsonCursor layer = vertex.place();
        JsonCursor type = layer.at(CLASS);
        String name = type.node().isString() ? type.node().stringValue() : "";
        LayerValues values = new LayerValues(vertex.name(), problems);
        if (vertex.inputs().size() != 1) {
            problems.add(
                    layer.pointer(),
                    "one-input",
                    vertex.name() + " must have exactly one input, not "
                            + vertex.inputs().size() + ".");
            return;
        }
        String input = vertex.inputs().get(0);
        switch (name.startsWith(Dl4jClasses.LAYERS) ? name.substring(Dl4jClasses.LAYERS.length()) : "") {
            case "ConvolutionLayer" -> convolution(vertex, input, values);
            case "DenseLayer" -> dense(vertex, input, values);
            case "OutputLayer" -> output(vertex, input, values);
            case "BatchNormalization" -> norm(vertex, input, values);
            case "SubsamplingLayer" -> pooling(vertex, input, values);
            case "GlobalPoolingLayer" -> globalPooling(vertex, input, values);
            case "ActivationLayer" -> activation(vertex, input, values);
            default -> unsupported(vertex, type);
        }
    }

    private void unsupported(Vertex vertex, JsonCursor type) {
        String sentence = type.absent()
                ? vertex.name() + " has no @class; send what toJson() of DL4J 1.0.0-M2.1 gives."
                : vertex.name() + " is a " + type.quote() + ", which is not supported.";
        problems.add(type.pointer(), "unsupported-layer", sentence);
    }

    private void convolution(Vertex vertex, String input, LayerValues values) {
        JsonCursor layer = vertex.place();
        LayerFields.check(layer, LayerFields.CONVOLUTION, values, problems);
        images(vertex, input, values);
        inputs(vertex, layer.at("nin"), values);
        stated.node(new ConvolutionNode(
                vertex.name(),
                input,
                values.out(layer),
                WindowReader.read(layer, values),
                values.yes(layer.at("hasBias"), true),
                ActivationReader.relu(layer.at("activationFn"), values, problems)));
    }

    private void dense(Vertex vertex, String input, LayerValues values) {
        JsonCursor layer = vertex.place();
        LayerFields.check(layer, LayerFields.DENSE, values, problems);
        if (values.yes(layer.at("hasLayerNorm"), false)) {
            values.refuse(layer.at("hasLayerNorm"), "unsupported-layer-norm", "is not supported; leave it out");
        }
        inputs(vertex, layer.at("nin"), values);
        stated.node(new DenseNode(
                vertex.name(),
                input,
                values.out(layer),
                values.yes(layer.at("hasBias"), true),
                ActivationReader.relu(layer.at("activationFn"), values, problems),
                flatten(vertex, input, values)));
    }

    private void output(Vertex vertex, String input, LayerValues values) {
        JsonCursor layer = vertex.place();
        LayerFields.check(layer, LayerFields.OUTPUT, values, problems);
        JsonCursor function = layer.at("activationFn").at(CLASS);
        if (!function.matches(Dl4jClasses.ACTIVATIONS + "ActivationSoftmax")) {
            values.refuse(function, "unsupported-activation", "must be SOFTMAX in the output layer");
        }
        JsonCursor loss = layer.at("lossFn");
        JsonCursor type = loss.at(CLASS);
        if (!type.matches(Dl4jClasses.LOSSES + "LossMCXENT")
                && !type.matches(Dl4jClasses.LOSSES + "LossNegativeLogLikelihood")) {
            values.refuse(type, "unsupported-loss", "is not supported; use MCXENT or NEGATIVELOGLIKELIHOOD");
        }
        loss.checkFields(Set.of(CLASS, "softmaxClipEps", "weights"), problems);
        values.none(loss.at("weights"), "unsupported-loss", "are not supported; leave weights of classes out");
        if (!values.yes(layer.at("hasBias"), true)) {
            values.refuse(layer.at("hasBias"), "unsupported-bias", "must be true in the output layer");
        }
        inputs(vertex, layer.at("nin"), values);
        stated.classes(values.number(layer.at("nout"), 2, LayerValues.MAX_CHANNELS));
        stated.node(new OutputNode(vertex.name(), input, flatten(vertex, input, values)));
    }

    private void norm(Vertex vertex, String input, LayerValues values) {
        JsonCursor layer = vertex.place();
        LayerFields.check(layer, LayerFields.NORM, values, problems);
        images(vertex, input, values);
        if (values.yes(layer.at("lockGammaBeta"), false)) {
            values.refuse(
                    layer.at("lockGammaBeta"), "unsupported-batch-norm", "must be false: scale and shift are learned");
        }
        inputs(vertex, layer.at("nin"), values);
        ActivationReader.withoutEffect(layer.at("activationFn"), values)
                .ifPresent(function -> stated.ignoredFunction(vertex.name(), function));
        stated.node(new NormNode(
                vertex.name(),
                input,
                false,
                true,
                values.fraction(layer.at("decay"), 1),
                values.fraction(layer.at("eps"), 1)));
    }

    private void pooling(Vertex vertex, String input, LayerValues values) {
        JsonCursor layer = vertex.place();
        LayerFields.check(layer, LayerFields.POOLING, values, problems);
        images(vertex, input, values);
        boolean max = max(layer, values);
        var window = WindowReader.read(layer, values);
        JsonCursor includes = layer.at("avgPoolIncludePadInDivisor");
        if (!max && values.yes(includes, false) && (window.padH() > 0 || window.padW() > 0)) {
            values.refuse(includes, "unsupported-pooling", "must be false: padding is no part of a mean");
        }
        stated.node(new PoolNode(vertex.name(), input, max, window));
    }

    private void globalPooling(Vertex vertex, String input, LayerValues values) {
        JsonCursor layer = vertex.place();
        LayerFields.check(layer, LayerFields.GLOBAL_POOLING, values, problems);
        images(vertex, input, values);
        if (!values.yes(layer.at("collapseDimensions"), true)) {
            values.refuse(layer.at("collapseDimensions"), "unsupported-pooling", "must be true");
        }
        JsonCursor dimensions = layer.at("poolingDimensions");
        if (!dimensions.absent() && !IMAGE_AXES.contains(dimensions.node().toString())) {
            values.refuse(
                    dimensions, "unsupported-pooling", "must be height and width: [1, 2] in NHWC, [2, 3] in NCHW");
        }
        stated.node(new GlobalPoolNode(vertex.name(), input, max(layer, values)));
    }

    private static boolean max(JsonCursor layer, LayerValues values) {
        JsonCursor type = layer.at("poolingType");
        if (!type.matches("MAX") && !type.matches("AVG")) {
            values.refuse(type, "unsupported-pooling", "must be MAX or AVG");
        }
        return type.matches("MAX");
    }

    private void activation(Vertex vertex, String input, LayerValues values) {
        LayerFields.check(vertex.place(), LayerFields.ACTIVATION, values, problems);
        values.none(vertex.preProcessor(), "unsupported-preprocessor", "has no place here");
        if (ActivationReader.relu(vertex.place().at("activationFn"), values, problems)) {
            stated.node(new ReluNode(vertex.name(), input));
        } else {
            stated.identity(vertex.name(), input);
        }
    }

    /** 0 is what DL4J writes where nothing was said. */
    private void inputs(Vertex vertex, JsonCursor place, LayerValues values) {
        int count = values.number(place, 0, Integer.MAX_VALUE);
        if (count > 0) {
            stated.inputs(vertex.name(), place, count);
        }
    }

    /** A layer on images; on the network's input it may have been told how to find them in flat data. */
    private void images(Vertex vertex, String input, LayerValues values) {
        JsonCursor place = vertex.preProcessor();
        if (place.absent()) {
            return;
        }
        if (!input.equals(networkInput) || !preProcessor(place, "FeedForwardToCnnPreProcessor")) {
            values.refuse(place.at(CLASS), "unsupported-preprocessor", "is not supported in front of this layer");
            return;
        }
        place.checkFields(Set.of(CLASS, "inputHeight", "inputWidth", "numChannels", "shape"), problems);
        stated.channels(values.number(place.at("numChannels"), 1, LayerValues.MAX_CHANNELS));
    }

    /** A layer on numbers; images in front of it are taken in one piece. */
    private @Nullable Flatten flatten(Vertex vertex, String input, LayerValues values) {
        JsonCursor place = vertex.preProcessor();
        if (place.absent()) {
            return null;
        }
        if (!preProcessor(place, "CnnToFeedForwardPreProcessor")) {
            values.refuse(place.at(CLASS), "unsupported-preprocessor", "is not supported in front of this layer");
            return null;
        }
        place.checkFields(Set.of(CLASS, "format", "inputHeight", "inputWidth", "numChannels"), problems);
        if (input.equals(networkInput)) {
            stated.channels(values.number(place.at("numChannels"), 1, LayerValues.MAX_CHANNELS));
        }
        return new Flatten(
                values.number(place.at("inputHeight"), 1, LayerValues.MAX_CHANNELS),
                values.number(place.at("inputWidth"), 1, LayerValues.MAX_CHANNELS));
    }

    private static boolean preProcessor(JsonCursor place, String name) {
        return place.at(CLASS).matches(Dl4jClasses.PREPROCESSORS + name);
    }
}
