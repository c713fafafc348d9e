package io.bitgap.comparison;

import io.bitgap.run.PlannedRun;
import io.bitgap.run.RunState;
import io.bitgap.training.BitWidths;
import io.bitgap.training.Replacement;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The stored runs of one method at one setting.
 *
 * @param key where it was trained: network, data set and the number of its terms
 * @param method column label; {@code fp32} for the baseline
 * @param form tells methods apart that have the same label and other options
 * @param publishedAs the name under which this method is published, or null if it has options of its own
 * @param replaced where another quantizer stands in for the method's
 * @param notes on its network
 * @param top1 over the seeds whose runs have completed: top-1 after the last epoch, or the best one
 * @param gap over the seeds whose run and baseline have completed: baseline's top-1 minus the run's
 */
public record MeasuredCell(
        CellKey key,
        String method,
        String form,
        @Nullable String publishedAs,
        List<Replacement> replaced,
        List<String> notes,
        String setting,
        int weightBits,
        int activationBits,
        Spread top1,
        Spread gap,
        List<CellRun> runs) {

    record CellKey(String network, String dataset, int terms) {}

    BitWidths widths() {
        return new BitWidths(weightBits, activationBits);
    }

    boolean baseline() {
        return method.equals(PlannedRun.BASELINE);
    }

    CellState state() {
        return CellState.of(runs.stream().map(CellRun::state).toList());
    }

    /** Mean top-1 so far of the runs that are still training; null if there is none. */
    @Nullable
    Double current() {
        DoubleSummaryStatistics soFar = runs.stream()
                .filter(run -> run.state() == RunState.RUNNING)
                .flatMap(run -> Stream.ofNullable(run.top1()))
                .mapToDouble(Double::doubleValue)
                .summaryStatistics();
        return soFar.getCount() == 0 ? null : soFar.getAverage();
    }
}
