package io.bitgap.dataset.image;

import io.bitgap.dataset.seeded.SeededRandom;

/**
 * The rectangle of an image that is brought to the network's size, as networks for photographs are usually trained.
 *
 * @param left pixels
 * @param top pixels
 * @param mirrored left and right exchanged
 */
public record Crop(int left, int top, int width, int height, boolean mirrored) {
    private static final int ATTEMPTS = 10;
    private static final double MIN_AREA = 0.08;
    private static final double MAX_ASPECT_RATIO = 4.0 / 3;
    /** What the shorter side is brought to before a square of 224 is cut out of the middle. */
    private static final double RESIZED = 256.0 / 224;

    /**
     * For training: 8 % to 100 % of the area, sides 3:4 to 4:3 (evenly in the logarithm), anywhere, mirrored or not.
     * Where ten attempts do not fit into a long image, the largest part from its middle that has one of these shapes.
     * Source: Szegedy et al., "Going deeper with convolutions", CVPR 2015, section 6.
     */
    public static Crop random(int width, int height, SeededRandom random) {
        boolean mirrored = random.chance(0.5);
        for (int i = 0; i < ATTEMPTS; i++) {
            double area = random.between(MIN_AREA, 1) * width * height;
            double ratio = Math.exp(random.between(-Math.log(MAX_ASPECT_RATIO), Math.log(MAX_ASPECT_RATIO)));
            int w = (int) Math.round(Math.sqrt(area * ratio));
            int h = (int) Math.round(Math.sqrt(area / ratio));
            if (w >= 1 && h >= 1 && w <= width && h <= height) {
                return new Crop(random.below(width - w + 1), random.below(height - h + 1), w, h, mirrored);
            }
        }
        int w = (int) Math.max(1, Math.min(width, Math.round(height * MAX_ASPECT_RATIO)));
        int h = (int) Math.max(1, Math.min(height, Math.round(width * MAX_ASPECT_RATIO)));
        return middle(width, height, w, h, mirrored);
    }

    /**
     * For tests: the shorter side is brought to 256/224 of the wanted one, then the middle is cut out. Worked number: of
     * 500x375 pixels and a side of 224, the square of 328 pixels at (86, 23).
     *
     * @param side wanted, in pixels
     */
    public static Crop middle(int width, int height, int side) {
        double shorter = Math.min(width, height);
        int square = (int) Math.max(1, Math.round(shorter * side / Math.round(side * RESIZED)));
        return middle(width, height, square, square, false);
    }

    private static Crop middle(int width, int height, int w, int h, boolean mirrored) {
        return new Crop((width - w) / 2, (height - h) / 2, w, h, mirrored);
    }
}
