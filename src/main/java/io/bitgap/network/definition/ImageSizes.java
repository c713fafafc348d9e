package io.bitgap.network.definition;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The sizes of images that a network can take. */
public final class ImageSizes {
    /** Larger images are not looked at, nor smaller ones: on a single pixel everything fits. */
    private static final int MAX_SIDE = 1024;

    private static final int MIN_SIDE = 8;

    private ImageSizes() {}

    /** @param height and width of the smallest images that fit */
    public record Smallest(int height, int width) {}

    /**
     * The smallest that fit: square ones, or where dense layers ask for others, those.
     *
     * @return empty where none from 8 to 1024 pixels fits
     */
    public static Optional<Smallest> smallest(NetworkDefinition definition) {
        Optional<Smallest> square = IntStream.rangeClosed(MIN_SIDE, MAX_SIDE)
                .filter(side -> fits(definition, side, side))
                .mapToObj(side -> new Smallest(side, side))
                .findFirst();
        return square.or(() -> rectangle(definition));
    }

    public static boolean fits(NetworkDefinition definition, int height, int width) {
        return Shapes.of(definition, height, width, 1).fit();
    }

    /** Whether a dense layer leaves only some sizes. */
    public static boolean fixed(NetworkDefinition definition) {
        return definition.nodes().stream()
                .anyMatch(node -> node instanceof DenseNode dense && dense.flatten() != null
                        || node instanceof OutputNode output && output.flatten() != null);
    }

    /** Height and width do not touch each other, so one is found and then the other. */
    private static Optional<Smallest> rectangle(NetworkDefinition definition) {
        OptionalInt height = side(definition, Shapes.WRONG_WIDTH);
        OptionalInt width = side(definition, Shapes.WRONG_HEIGHT);
        return height.isPresent() && width.isPresent() && fits(definition, height.getAsInt(), width.getAsInt())
                ? Optional.of(new Smallest(height.getAsInt(), width.getAsInt()))
                : Optional.empty();
    }

    /** The smallest square that is wrong in nothing but the other side. */
    private static OptionalInt side(NetworkDefinition definition, String otherSide) {
        return IntStream.rangeClosed(MIN_SIDE, MAX_SIDE)
                .filter(side -> Shapes.of(definition, side, side, 1).mismatches().stream()
                        .allMatch(mismatch -> mismatch.code().equals(otherSide)))
                .findFirst();
    }
}
