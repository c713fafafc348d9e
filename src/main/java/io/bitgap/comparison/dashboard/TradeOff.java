package io.bitgap.comparison.dashboard;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.bitgap.run.RunName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Accuracy against cost: the size of the packed weights and the bit operations of an image, for one network on one data set.
 * Each point is of one experiment: the finished one on the most training images, of these the newest, that has it; fp32 is there
 * once for each of these.
 *
 * @param points smallest first
 * @param experiments where the points come from, newest first
 */
public record TradeOff(String network, String dataset, List<Point> points, List<CellSource> experiments) {
    /**
     * @param top1 mean over n seeds after the last epoch, 0..1
     * @param std sample standard deviation; null for n = 1
     * @param packedBytes parameters in {@code weights.bin}, mean over the seeds
     * @param bitOperations of one image: multiply-accumulates, each times the bits of its two operands
     * @param frontBySize no other point is as accurate and smaller, or as small and more accurate
     * @param frontByOperations the same with bit operations
     * @param experiment slug of the experiment it comes from
     */
    public record Point(
            String method,
            String setting,
            double top1,
            @Nullable Double std,
            int n,
            double packedBytes,
            double bitOperations,
            boolean frontBySize,
            boolean frontByOperations,
            String experiment) {
        Point onFront(boolean bySize, boolean byOperations) {
            return new Point(
                    method, setting, top1, std, n, packedBytes, bitOperations, bySize, byOperations, experiment);
        }

        /** {@code pact at 4}; of runs without quantizers {@code fp32} and {@code fp32, tuned}. */
        public String cell() {
            return RunName.cell(method, setting);
        }
    }

    @JsonIgnore
    public Set<String> methods() {
        Set<String> methods = new LinkedHashSet<>();
        points.stream().map(Point::method).sorted().forEach(methods::add);
        return methods;
    }

    /** The position of an experiment among {@link #experiments}, from 1. */
    public int number(String experiment) {
        return ChartFootnotes.number(experiments, experiment);
    }
}
