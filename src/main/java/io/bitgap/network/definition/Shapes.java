package io.bitgap.network.definition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Infers the output shape of every node for images of one size, and finds the nodes that the size does not suit. */
public final class Shapes {
    static final String WRONG_HEIGHT = "wrong-image-height";
    static final String WRONG_WIDTH = "wrong-image-width";

    private final Map<String, Shape> shapes = new HashMap<>();
    private final List<Mismatch> mismatches = new ArrayList<>();

    private Shapes() {}

    /** @param classes outputs of the classifier */
    public static Shapes of(NetworkDefinition definition, int height, int width, int classes) {
        Shapes found = new Shapes();
        found.shapes.put(definition.input(), new Shape.Image(height, width, definition.channels()));
        definition.nodes().forEach(node -> found.visit(node, classes));
        return found;
    }

    public boolean fit() {
        return mismatches.isEmpty();
    }

    public List<Mismatch> mismatches() {
        return List.copyOf(mismatches);
    }

    /** Empty behind a mismatch. */
    public Optional<Shape> of(String name) {
        return Optional.ofNullable(shapes.get(name));
    }

    private void visit(Node node, int classes) {
        List<Shape> inputs = new ArrayList<>();
        for (String name : node.inputs()) {
            Shape input = shapes.get(name);
            if (input == null) {
                return; // told where it began
            }
            inputs.add(input);
        }
        node.match(new Output(inputs, classes)).ifPresent(shape -> shapes.put(node.name(), shape));
    }

    /** What a node makes of its inputs; nothing where it cannot. */
    private final class Output implements Node.Cases<Optional<Shape>> {
        private final List<Shape> inputs;
        private final int classes;

        Output(List<Shape> inputs, int classes) {
            this.inputs = inputs;
            this.classes = classes;
        }

        private Shape input() {
            return inputs.get(0);
        }

        @Override
        public Optional<Shape> convolution(ConvolutionNode node) {
            return windows(node, input(), node.window(), node.out());
        }

        @Override
        public Optional<Shape> pool(PoolNode node) {
            return windows(node, input(), node.window(), input().channels());
        }

        @Override
        public Optional<Shape> norm(NormNode node) {
            return image(node, input()).map(image -> image);
        }

        @Override
        public Optional<Shape> globalPool(GlobalPoolNode node) {
            return image(node, input()).map(image -> new Shape.Vector(image.channels()));
        }

        @Override
        public Optional<Shape> dense(DenseNode node) {
            return Optional.of(Shapes.this.dense(node, input(), node.flatten(), node.out()));
        }

        @Override
        public Optional<Shape> output(OutputNode node) {
            return Optional.of(Shapes.this.dense(node, input(), node.flatten(), classes));
        }

        @Override
        public Optional<Shape> relu(ReluNode node) {
            return Optional.of(input());
        }

        @Override
        public Optional<Shape> add(AddNode node) {
            return sum(node, inputs);
        }
    }

    private Optional<Shape.Image> image(Node node, Shape input) {
        if (input instanceof Shape.Image image) {
            return Optional.of(image);
        }
        refuse(node, "needs-images", "takes images, and gets " + input + " values from a dense layer");
        return Optional.empty();
    }

    private Optional<Shape> windows(Node node, Shape input, Window window, long channels) {
        return image(node, input).flatMap(image -> {
            long height = window.outputH(image.height());
            long width = window.outputW(image.width());
            if (height >= 1 && width >= 1) {
                return Optional.of(new Shape.Image(height, width, channels));
            }
            refuse(
                    node,
                    "images-too-small",
                    "has a window of " + window.kernelH() + "x" + window.kernelW() + ", larger than its input of "
                            + image);
            return Optional.empty();
        });
    }

    /** Height and width are told apart: one of them alone can be searched for. */
    private Shape dense(Node node, Shape input, @Nullable Flatten flatten, int out) {
        if (flatten != null && input instanceof Shape.Image image) {
            String sentence =
                    "has inputs for images of " + flatten.height() + "x" + flatten.width() + ", and gets " + image;
            if (image.height() != flatten.height()) {
                refuse(node, WRONG_HEIGHT, sentence);
            }
            if (image.width() != flatten.width()) {
                refuse(node, WRONG_WIDTH, sentence);
            }
        }
        return new Shape.Vector(out);
    }

    private Optional<Shape> sum(Node node, List<Shape> inputs) {
        Shape first = inputs.get(0);
        if (inputs.stream().allMatch(first::equals)) {
            return Optional.of(first);
        }
        List<String> sizes = inputs.stream().map(Shape::toString).toList();
        refuse(node, "unequal-summands", "cannot add " + String.join(" and ", sizes));
        return Optional.empty();
    }

    private void refuse(Node node, String code, String sentence) {
        mismatches.add(new Mismatch(node.name(), code, sentence));
    }
}
