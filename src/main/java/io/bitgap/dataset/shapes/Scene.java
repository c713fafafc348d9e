package io.bitgap.dataset.shapes;

import io.bitgap.dataset.seeded.SeededRandom;

/**
 * One picture: a textured backdrop, clutter, the figure, things in front of it, noise. How hard the data set is follows
 * from the numbers here.
 */
final class Scene {
    static final int SIZE = 32;

    private static final Outline BAR = Polygon.of(-1.0, -0.14, 1.0, -0.14, 1.0, 0.14, -1.0, 0.14);
    private static final Outline DOT = Outline.disc(1.0);

    private Scene() {}

    static void paint(Shape shape, SeededRandom random, byte[] pixels, int offset) {
        Canvas canvas = new Canvas(SIZE);
        Colour backdrop = Backdrop.paint(canvas, random);
        scatter(canvas, 1 + random.below(4), random);
        figure(canvas, shape, backdrop, random);
        occlude(canvas, random);
        canvas.addNoise(random.between(4, 14), random);
        canvas.writeTo(pixels, offset);
    }

    private static void figure(Canvas canvas, Shape shape, Colour backdrop, SeededRandom random) {
        double radius = random.between(7.5, 13.0);
        double margin = radius * 0.95;
        double x = random.between(margin, SIZE - margin);
        double y = random.between(margin, SIZE - margin);
        Colour colour = backdrop.lighter(random.between(45, 120), random);
        FigurePose pose = FigurePose.turned(x, y, radius, random.between(0.75, 1.0), random);
        canvas.fill(shape.outline(), pose, colour, colour.mixedWith(Colour.any(random), 0.15), 1.0);
    }

    /** Small dots and bars behind the figure. */
    private static void scatter(Canvas canvas, int count, SeededRandom random) {
        for (int i = 0; i < count; i++) {
            boolean bar = random.chance(0.5);
            double radius = bar ? random.between(3, 9) : random.between(1, 3.5);
            piece(canvas, bar ? BAR : DOT, radius, random.between(0.4, 0.9), random);
        }
    }

    /** Up to two bars or dots in front of everything. */
    private static void occlude(Canvas canvas, SeededRandom random) {
        int count = random.below(2);
        for (int i = 0; i < count; i++) {
            boolean bar = random.chance(0.6);
            piece(canvas, bar ? BAR : DOT, bar ? random.between(5, 11) : random.between(2, 4), 1.0, random);
        }
    }

    private static void piece(Canvas canvas, Outline outline, double radius, double opacity, SeededRandom random) {
        Colour colour = Colour.any(random);
        FigurePose pose = FigurePose.turned(random.between(0, SIZE), random.between(0, SIZE), radius, 1.0, random);
        canvas.fill(outline, pose, colour, colour, opacity);
    }
}
