package io.bitgap.network;

import io.bitgap.network.definition.ConvolutionNode;
import io.bitgap.network.definition.DefinitionText;
import io.bitgap.network.definition.DenseNode;
import io.bitgap.network.definition.ImageSizes;
import io.bitgap.network.definition.NetworkDefinition;
import io.bitgap.network.definition.ParameterCount;
import io.bitgap.network.definition.Shape;
import io.bitgap.network.definition.Shapes;
import java.util.List;

/** Describes a definition: parameters, sizes, layers. */
final class Description {
    private Description() {}

    static long parameters(NetworkDefinition definition, int height, int width, int classes) {
        return ParameterCount.of(definition, Shapes.of(definition, height, width, classes))
                .total();
    }

    static NetworkDescription ofUploaded(String name, NetworkDefinition definition, String author) {
        ImageSizes.Smallest images = ImageSizes.smallest(definition)
                .orElseThrow(() -> new IllegalStateException(name + " was checked before it was stored"));
        boolean fixed = ImageSizes.fixed(definition);
        return new NetworkDescription(
                name,
                sentence(definition, images, fixed),
                "uploaded by " + author,
                parameters(definition, images.height(), images.width(), definition.classes()),
                definition.classes(),
                Math.min(images.height(), images.width()),
                new DataShape(
                        definition.channels(),
                        definition.classes(),
                        fixed ? images.height() : null,
                        fixed ? images.width() : null));
    }

    private static String sentence(NetworkDefinition definition, ImageSizes.Smallest images, boolean fixed) {
        String sizes = images.height() + "x" + images.width();
        return "%d convolutions and %d dense layers for %d classes, on images of %s%s with %d channels."
                .formatted(
                        definition.count(ConvolutionNode.class),
                        definition.count(DenseNode.class) + 1,
                        definition.classes(),
                        sizes,
                        fixed ? "" : " or more",
                        definition.channels());
    }

    static NetworkDetails details(NetworkDescription description, NetworkDefinition definition) {
        DataShape takes = description.takes();
        int height = takes != null && takes.height() != null ? takes.height() : description.minimumSize();
        int width = takes != null && takes.width() != null ? takes.width() : description.minimumSize();
        Shapes shapes = Shapes.of(definition, height, width, description.countedClasses());
        ParameterCount parameters = ParameterCount.of(definition, shapes);
        List<NetworkLayer> layers = definition.nodes().stream()
                .map(node -> NetworkLayer.of(
                        node, shapes.of(node.name()).map(Shape::toString).orElseThrow(), parameters.of(node.name())))
                .toList();
        return new NetworkDetails(
                description,
                new ImageShape(height, width, definition.channels()),
                layers,
                DefinitionText.of(definition),
                definition.notes());
    }
}
