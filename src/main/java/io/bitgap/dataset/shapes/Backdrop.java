package io.bitgap.dataset.shapes;

import io.bitgap.dataset.seeded.SeededRandom;

/** What lies behind the figure: two colours mixed by a random smooth texture. */
final class Backdrop {
    private Backdrop() {}

    /** Paints the canvas and answers the colour it has on the whole. */
    static Colour paint(Canvas canvas, SeededRandom random) {
        Colour first = Colour.dark(random);
        Colour second = first.apart(10, 45, random);
        int cells = 2 + random.below(6);
        double[] grid = new double[(cells + 1) * (cells + 1)];
        for (int i = 0; i < grid.length; i++) {
            grid[i] = random.unit();
        }
        for (int y = 0; y < canvas.size(); y++) {
            for (int x = 0; x < canvas.size(); x++) {
                double share =
                        between(grid, cells, (x + 0.5) / canvas.size() * cells, (y + 0.5) / canvas.size() * cells);
                canvas.set(x, y, first.mixedWith(second, share));
            }
        }
        return first.mixedWith(second, 0.5);
    }

    /** Bilinear between the four grid points around (x, y), in grid units. */
    private static double between(double[] grid, int cells, double x, double y) {
        int column = Math.min(cells - 1, (int) x);
        int row = Math.min(cells - 1, (int) y);
        double dx = x - column;
        double dy = y - row;
        int at = row * (cells + 1) + column;
        double upper = grid[at] + (grid[at + 1] - grid[at]) * dx;
        double lower = grid[at + cells + 1] + (grid[at + cells + 2] - grid[at + cells + 1]) * dx;
        return upper + (lower - upper) * dy;
    }
}
