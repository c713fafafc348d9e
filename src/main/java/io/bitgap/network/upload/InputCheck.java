package io.bitgap.network.upload;

import io.bitgap.json.JsonProblems;
import io.bitgap.network.definition.ConvolutionNode;
import io.bitgap.network.definition.DenseNode;
import io.bitgap.network.definition.Flatten;
import io.bitgap.network.definition.GlobalPoolNode;
import io.bitgap.network.definition.Node;
import io.bitgap.network.definition.OutputNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Holds what layers say of their number of inputs against what reaches them, and finds out what images a dense layer behind
 * a convolution was made for where only its number of inputs tells.
 */
final class InputCheck {
    private static final int COLOURS = 3;

    private final DeclaredShapes stated;
    private final JsonProblems problems;
    private final Map<String, Output> outputs = new HashMap<>();
    private final List<Node> checked = new ArrayList<>();
    private final int channels;

    /** What a node puts out: images of so many channels, or so many values. */
    private record Output(long channels, boolean images) {}

    InputCheck(String networkInput, List<Node> nodes, DeclaredShapes stated, JsonProblems problems) {
        this.stated = stated;
        this.problems = problems;
        channels = channels(networkInput, nodes);
        outputs.put(networkInput, new Output(channels, true));
        nodes.forEach(this::visit);
    }

    int channels() {
        return channels;
    }

    List<Node> nodes() {
        return checked;
    }

    /** Of the images: from the layers that read them. */
    private int channels(String networkInput, List<Node> nodes) {
        if (stated.channels() > 0) {
            return stated.channels();
        }
        for (Node node : nodes) {
            DeclaredShapes.Inputs said = stated.inputs().get(node.name());
            if (said != null && node.inputs().contains(networkInput)) {
                boolean flat = node instanceof DenseNode || node instanceof OutputNode;
                return flat
                        ? (side(said.count(), COLOURS) > 0 ? COLOURS : 1)
                        : (int) Math.min(said.count(), LayerValues.MAX_CHANNELS);
            }
        }
        return COLOURS;
    }

    private void visit(Node node) {
        Output input = Objects.requireNonNull(outputs.get(node.inputs().get(0)));
        Node complete = node;
        if (node instanceof DenseNode dense) {
            complete = dense.on(flatten(node, input, dense.flatten()));
        } else if (node instanceof OutputNode output) {
            complete = output.on(flatten(node, input, output.flatten()));
        } else {
            check(node, input.channels());
        }
        checked.add(complete);
        outputs.put(node.name(), output(node, input));
    }

    private Output output(Node node, Output input) {
        if (node instanceof ConvolutionNode convolution) {
            return new Output(convolution.out(), true);
        }
        if (node instanceof DenseNode dense) {
            return new Output(dense.out(), false);
        }
        boolean flat = node instanceof GlobalPoolNode || node instanceof OutputNode;
        return new Output(input.channels(), !flat && input.images());
    }

    private void check(Node node, long real) {
        DeclaredShapes.Inputs said = stated.inputs().get(node.name());
        if (said != null && said.count() != real) {
            problems.add(
                    said.place().pointer(),
                    "wrong-inputs",
                    node.name() + " says that it has " + said.count() + " inputs (nIn), and gets " + real + ".");
        }
    }

    private @Nullable Flatten flatten(Node node, Output input, @Nullable Flatten given) {
        if (!input.images()) {
            check(node, input.channels());
            return null;
        }
        if (given != null) {
            check(node, (long) given.height() * given.width() * input.channels());
            return given;
        }
        DeclaredShapes.Inputs said = stated.inputs().get(node.name());
        if (said == null) {
            return null;
        }
        int side = side(said.count(), input.channels());
        if (side == 0) {
            problems.add(
                    said.place().pointer(),
                    "wrong-inputs",
                    node.name() + " says that it has " + said.count() + " inputs (nIn), which are no square images of "
                            + input.channels() + " channels.");
        }
        return side == 0 ? null : new Flatten(side, side);
    }

    /** Side of square images with so many values, or 0. */
    private static int side(long values, long channels) {
        int side = (int) Math.round(Math.sqrt((double) values / channels));
        return (long) side * side * channels == values ? side : 0;
    }
}
