package io.bitgap.quantizer.evaluation;

import io.bitgap.quantizer.Parameters;
import io.bitgap.quantizer.Staircase;
import io.bitgap.quantizer.WeightQuantizer;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How well a quantizer fits the tensor that it works on.
 *
 * <p>The signal-to-quantization-noise ratio is 10 * log10(sum of x^2 / sum of (x - a*y)^2) in decibels. Where the map keeps
 * the units of its input, a = 1; DoReFa's and QIL's output lies in [-1,1] whatever the input's magnitude, so there a is the
 * factor that fits best, sum of x*y / sum of y^2.
 *
 * <p>Worked number: x = (1, 2, 3) on y = (1, 2, 2) has 10 * log10(14/1) = 11.46 dB.
 *
 * @param scale output units a code; of a map with several scales their mean; null where the map has none
 * @param low smallest input that is not clipped, in input units
 * @param high largest input that is not clipped, in input units
 * @param clipped share of the elements outside low..high, 0..1
 * @param levelsUsed distinct codes that occur
 * @param sqnr signal-to-quantization-noise ratio in dB; null where it is not a number: without an error, or for a tensor of zeros
 */
public record Telemetry(
        @Nullable Double scale,
        double low,
        double high,
        double clipped,
        int levelsUsed,
        @Nullable Double sqnr) {
    private static final double DECIBEL = 10;
    /** Below every signed code of up to 8 bits, in the origin's convention too. */
    private static final int LOWEST_CODE = -256;

    /** Everything lies on one level: nothing gets through this quantizer any more. */
    public boolean dead() {
        return levelsUsed < 2;
    }

    /** Of activations, from a sample of them. */
    public static Telemetry ofActivations(Staircase map, double[] sample) {
        double low = (map.low() - map.shift()) * map.inputScale();
        double high = (map.high() - map.shift()) * map.inputScale();
        // what an unsigned map sends to 0 from above 0 is pruned, not clipped
        double clippedBelow = map.low() == 0 ? Math.min(low, 0) : low;
        BitSet levels = new BitSet();
        Noise noise = new Noise();
        int clipped = 0;
        for (double x : sample) {
            clipped += x > high || x < clippedBelow ? 1 : 0;
            double step = map.step(x);
            if (!Double.isNaN(step)) {
                levels.set((int) step - map.low());
            }
            noise.add(x, map.value(x));
        }
        return new Telemetry(
                map.outputScale(),
                low,
                high,
                sample.length == 0 ? 0 : (double) clipped / sample.length,
                levels.cardinality(),
                noise.decibels(map.slope() == 1));
    }

    /** Of weights, from all of them. */
    public static Telemetry ofWeights(WeightQuantizer quantizer, INDArray weights, Parameters parameters) {
        INDArray quantized = quantizer.quantize(weights, parameters);
        double[] x = values(weights);
        double[] y = values(quantized);
        double[] inRange = values(quantizer.clip(weights, parameters));
        BitSet levels = new BitSet();
        for (double code : values(quantizer.codes(weights, quantized, parameters))) {
            if (!Double.isNaN(code)) {
                levels.set((int) code - LOWEST_CODE);
            }
        }
        Noise noise = new Noise();
        int clipped = 0;
        double low = 0;
        double high = 0;
        for (int i = 0; i < x.length; i++) {
            clipped += x[i] == inRange[i] ? 0 : 1;
            low = Math.min(low, inRange[i]);
            high = Math.max(high, inRange[i]);
            noise.add(x[i], y[i]);
        }
        return new Telemetry(
                meanScale(quantizer, weights, parameters),
                low,
                high,
                x.length == 0 ? 0 : (double) clipped / x.length,
                levels.cardinality(),
                noise.decibels(quantizer.keepsMagnitude()));
    }

    private static @Nullable Double meanScale(WeightQuantizer quantizer, INDArray weights, Parameters parameters) {
        double mean = quantizer
                .grid(weights, parameters)
                .map(grid -> Arrays.stream(grid.scale()).average().orElse(Double.NaN))
                .orElse(Double.NaN);
        return finite(mean);
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private static double[] values(INDArray array) {
        return array.dup('c').data().asDouble();
    }

    /** The sums behind the ratio. */
    private static final class Noise {
        private double xx;
        private double xy;
        private double yy;
        private double error;

        void add(double x, double y) {
            xx += x * x;
            xy += x * y;
            yy += y * y;
            error += (x - y) * (x - y);
        }

        @Nullable
        Double decibels(boolean keepsUnits) {
            double noise = keepsUnits || yy == 0 ? error : Math.max(0, xx - xy * xy / yy);
            return finite(DECIBEL * Math.log10(xx / noise));
        }
    }
}
