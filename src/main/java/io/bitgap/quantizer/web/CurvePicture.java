package io.bitgap.quantizer.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A curve as an SVG polyline in a box of 800 by 300, for a reader without JavaScript and until the chart stands there.
 *
 * @param line points of the curve
 * @param diagonal points of output = input
 * @param zeroX where input 0 is
 * @param zeroY where output 0 is
 * @param low smallest value of the box
 * @param high largest value of the box
 */
public record CurvePicture(String line, String diagonal, String zeroX, String zeroY, double low, double high) {
    private static final double WIDTH = 800;
    private static final double HEIGHT = 300;
    private static final double MARGIN = 0.06;

    /** A staircase that is all zero is shown over as much height as width. */
    static CurvePicture output(List<Double> input, double[] output) {
        boolean flat = Arrays.stream(output).allMatch(value -> value == 0);
        return flat ? of(input, output, input.get(0), input.get(input.size() - 1)) : of(input, output, 0, 0);
    }

    /** Always shows 0 and 1. */
    static CurvePicture gradient(List<Double> input, double[] gradient) {
        return of(input, gradient, 0, 1);
    }

    private static CurvePicture of(List<Double> input, double[] values, double atMost, double atLeast) {
        double low = Math.min(atMost, Arrays.stream(values).min().orElse(atMost));
        double high = Math.max(atLeast, Arrays.stream(values).max().orElse(atLeast));
        double margin = MARGIN * (high - low);
        Box box = new Box(input.get(0), input.get(input.size() - 1), low - margin, high + margin);
        return new CurvePicture(
                box.line(input, values),
                box.point(box.from, box.from) + " " + box.point(box.to, box.to),
                box.x(0),
                box.y(0),
                box.low,
                box.high);
    }

    private record Box(double from, double to, double low, double high) {
        /** Only the ends of each level; what lies between them is straight. */
        String line(List<Double> input, double[] values) {
            StringBuilder line = new StringBuilder();
            int last = values.length - 1;
            for (int i = 0; i <= last; i++) {
                boolean within = i > 0 && i < last && values[i] == values[i - 1] && values[i] == values[i + 1];
                if (!within) {
                    line.append(point(input.get(i), values[i])).append(' ');
                }
            }
            return line.toString().strip();
        }

        String point(double x, double y) {
            return x(x) + "," + y(y);
        }

        String x(double x) {
            return tenths(WIDTH * (x - from) / (to - from));
        }

        String y(double y) {
            return tenths(HEIGHT * (high - y) / (high - low));
        }

        private static String tenths(double length) {
            return String.format(Locale.ROOT, "%.1f", length);
        }
    }
}
