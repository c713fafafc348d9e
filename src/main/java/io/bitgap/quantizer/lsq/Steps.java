package io.bitgap.quantizer.lsq;

import io.bitgap.quantizer.GradientWindow;
import io.bitgap.quantizer.LearnedParameterOptions;
import io.bitgap.quantizer.RegionSums;
import io.bitgap.quantizer.Staircase;
import io.bitgap.quantizer.calibration.ActivationStatistics;
import io.bitgap.quantizer.calibration.Calibration;

/**
 * The map of a learned step s on codes low..high: y = s * rint(clamp(x/s, low, high)).
 *
 * <p>dL/dx = dL/dy where low &lt; x/s &lt; high. dL/ds = sum of dL/dy * (rint(x/s) - x/s) inside, + low * dL/dy below and +
 * high * dL/dy above, times 1/sqrt(N*high) for N elements, or the N of one example. First step of the paper: 2 * mean |x| /
 * sqrt(high). Where high is 0 (one signed bit), 1 stands for it in the two square roots. Training starts activations from
 * the step of least squared error instead: at 2 bits the paper's clips so much that short fine-tuning does not recover.
 *
 * <p>Source: arXiv 1902.08153, section 2. Worked number: 4 bits of activations, s = 0.298: x = 0.5 gives x/s = 1.678, y = 2s
 * = 0.596.
 */
record Steps(int low, int high, Calibration calibration, LearnedParameterOptions learning) {
    static final String STEP = "step";
    private static final double FLOOR = 1e-6;

    Steps asPublished() {
        return new Steps(low, high, calibration.asPublished(), learning);
    }

    Staircase staircase(double step) {
        return step > 0
                ? Staircase.uniform(step, low, high, 0, new GradientWindow(low * step, false, high * step, false))
                : Staircase.ZERO;
    }

    double initial(ActivationStatistics statistics) {
        int largest = Math.max(high, 1);
        double threshold = calibration.threshold(statistics, low, high, 2 * Math.sqrt(largest));
        return projected(threshold / largest);
    }

    double projected(double step) {
        return Math.max(step, FLOOR);
    }

    double gradient(RegionSums sums, double step) {
        if (!(step > 0)) {
            return 0;
        }
        double sum = (sums.insideY() - sums.insideX()) / step + low * sums.below() + high * sums.above();
        return sum * factor(sums);
    }

    /** What the plain sums of a learned parameter are multiplied with. */
    double factor(RegionSums sums) {
        return learning.factor(sums.size(), high);
    }

    int levels() {
        return high - low + 1;
    }
}
