package io.bitgap.network;

import io.bitgap.problem.FieldProblem;
import io.bitgap.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;

/** The networks by name. */
public final class Networks {
    private static final String SOURCE =
            "He et al., Deep Residual Learning for Image Recognition, arXiv 1512.03385, section 4.2; 1x1 projection "
                    + "shortcuts as in the origin";

    private static final List<NetworkDescription> CATALOGUE = List.of(
            new NetworkDescription(
                    "resnet8",
                    "One block a stage of 16, 32 and 64 channels: small enough to try things in minutes.",
                    SOURCE,
                    78_714,
                    8),
            new NetworkDescription(
                    "resnet20",
                    "Three blocks a stage of 16, 32 and 64 channels, ReLU after the addition: the network of the CIFAR-10 "
                            + "tables.",
                    SOURCE,
                    274_042,
                    8));

    private Networks() {}

    public static List<NetworkDescription> catalogue() {
        return CATALOGUE;
    }

    public static Optional<NetworkDescription> find(String name) {
        return CATALOGUE.stream().filter(n -> n.name().equals(name)).findFirst();
    }

    /**
     * The fp32 configuration of a network.
     *
     * @param base seed, weight initialisation, updater and regularization
     * @throws Problem when there is no network of that name or the images are too small for it
     */
    public static ComputationGraphConfiguration configuration(
            String name, ImageShape images, int classes, NeuralNetConfiguration.Builder base) {
        NetworkDescription description = find(name).orElseThrow(() -> unknown(name));
        if (Math.min(images.height(), images.width()) < description.minimumSize()) {
            throw new Problem(
                    Problem.Kind.UNPROCESSABLE,
                    "images-too-small",
                    "%s needs images of at least %d pixels a side, not %dx%d"
                            .formatted(name, description.minimumSize(), images.width(), images.height()));
        }
        int blocks = name.equals("resnet8") ? 1 : 3;
        return new CifarResNet(blocks).configuration(images, classes, base);
    }

    private static Problem unknown(String name) {
        String message = "there is no network %s; there are %s"
                .formatted(
                        name, CATALOGUE.stream().map(NetworkDescription::name).collect(Collectors.joining(", ")));
        return new Problem(
                Problem.Kind.UNPROCESSABLE,
                "unknown-network",
                message,
                List.of(new FieldProblem("/network", "unknown-network", message)));
    }
}
