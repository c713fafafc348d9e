package io.bitgap.network;

import io.bitgap.network.definition.Mismatch;
import io.bitgap.network.definition.NetworkDefinition;
import io.bitgap.network.definition.Shapes;
import io.bitgap.problem.FieldProblem;
import java.util.Optional;

/** Explains why a network and a data set do not fit together. */
final class DatasetMismatch {
    private static final String DATASET = "/dataset";

    private DatasetMismatch() {}

    static Optional<FieldProblem> of(String name, NetworkDefinition definition, ImageShape images, int classes) {
        if (images.channels() != definition.channels()) {
            return Optional.of(channels(name, definition.channels(), images));
        }
        if (classes != definition.classes()) {
            return Optional.of(new FieldProblem(
                    DATASET,
                    "wrong-classes",
                    "%s tells %d classes apart, and the data set has %d: upload it with an output layer of nOut = %d."
                            .formatted(name, definition.classes(), classes, classes)));
        }
        return Shapes.of(definition, images.height(), images.width(), classes).mismatches().stream()
                .findFirst()
                .map(mismatch -> size(name, mismatch, images));
    }

    static FieldProblem channels(String name, int channels, ImageShape images) {
        return new FieldProblem(
                DATASET,
                "wrong-channels",
                "%s takes images of %d channels, and those of the data set have %d."
                        .formatted(name, channels, images.channels()));
    }

    static FieldProblem tooSmall(String name, int minimum, ImageShape images) {
        return new FieldProblem(
                DATASET,
                "images-too-small",
                "%s takes images from %dx%d on, at least %d pixels a side; those of the data set have %dx%d."
                        .formatted(name, minimum, minimum, minimum, images.height(), images.width()));
    }

    private static FieldProblem size(String name, Mismatch mismatch, ImageShape images) {
        return new FieldProblem(
                DATASET,
                mismatch.code(),
                "%s does not take images of %dx%d: its layer %s %s."
                        .formatted(name, images.height(), images.width(), mismatch.node(), mismatch.sentence()));
    }
}
