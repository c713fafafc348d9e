package io.bitgap.network;

import io.bitgap.network.definition.NetworkDefinition;
import io.bitgap.problem.FieldProblem;
import java.util.List;
import java.util.Optional;

/**
 * A built-in network.
 *
 * @param classes of the data set that it is known from
 * @param minimumSize below it, its last stage would see padding only
 */
record BuiltIn(
        String name, String sentence, String source, NetworkDefinition definition, int classes, int minimumSize) {
    private static final String SMALL = "He et al., Deep Residual Learning for Image Recognition, arXiv 1512.03385, "
            + "section 4.2; 1x1 projection shortcuts as in the origin";

    static final List<BuiltIn> ALL = List.of(
            new BuiltIn(
                    "resnet8",
                    "One block a stage of 16, 32 and 64 channels: small enough to try things in minutes.",
                    SMALL,
                    new CifarResNet(1).definition(),
                    10,
                    8),
            new BuiltIn(
                    "resnet20",
                    "Three blocks a stage of 16, 32 and 64 channels, ReLU after the addition: the network of the CIFAR-10 "
                            + "tables.",
                    SMALL,
                    new CifarResNet(3).definition(),
                    10,
                    8),
            new BuiltIn(
                    "resnet18",
                    "Two blocks a stage of 64 to 512 channels behind a 7x7 stem and max pooling, ReLU after the addition.",
                    "He et al., Deep Residual Learning for Image Recognition, arXiv 1512.03385, table 1; 1x1 projection "
                            + "shortcuts (option B)",
                    new ImageNetResNet(false).definition(),
                    1000,
                    32),
            new BuiltIn(
                    "resnet18-v2",
                    "ResNet-18 with batch norm and ReLU in front of its convolutions and batch norm on its images: the "
                            + "network of the ImageNet tables.",
                    "He et al., Identity Mappings in Deep Residual Networks, arXiv 1603.05027; batch norm on the images "
                            + "and a projection in every stage as in the origin",
                    new ImageNetResNet(true).definition(),
                    1000,
                    32));

    static Optional<BuiltIn> find(String name) {
        return ALL.stream().filter(network -> network.name.equals(name)).findFirst();
    }

    NetworkDescription description() {
        return new NetworkDescription(
                name,
                sentence,
                source,
                Description.parameters(definition, minimumSize, minimumSize, classes),
                classes,
                minimumSize,
                null);
    }

    Optional<FieldProblem> misfit(ImageShape images) {
        if (images.channels() != definition.channels()) {
            return Optional.of(DatasetMismatch.channels(name, definition.channels(), images));
        }
        return Math.min(images.height(), images.width()) < minimumSize
                ? Optional.of(DatasetMismatch.tooSmall(name, minimumSize, images))
                : Optional.empty();
    }
}
