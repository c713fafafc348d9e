package io.bitgap.comparison;

import io.bitgap.run.PlannedRun;
import io.bitgap.run.RunPurpose;
import io.bitgap.run.RunState;
import io.bitgap.training.BitWidths;
import io.bitgap.training.Replacement;
import io.bitgap.training.Reproduction;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The stored runs of one method at one setting.
 *
 * @param key where it was trained: network, data set and the number of its terms
 * @param purpose what its runs are in their experiments
 * @param method column label; {@code fp32} for the baseline
 * @param form tells methods apart that have the same label and other options, and controls by their recipes
 * @param control the form of its control; null without one
 * @param publishedAs the name under which this pair of quantizers is published, whatever its options; null without quantizers
 * @param reproductions how its options compare with those of published numbers
 * @param replaced where another quantizer stands in for the method's
 * @param notes on its network
 * @param top1 over the seeds whose runs have completed: top-1 after the last epoch, or the best one
 * @param gap over the seeds whose run and baseline have completed: baseline's top-1 minus the run's
 * @param gapToControl over the seeds whose run and control have completed: control's top-1 minus the run's
 */
public record MeasuredCell(
        CellKey key,
        RunPurpose purpose,
        String method,
        String form,
        @Nullable String control,
        @Nullable String publishedAs,
        List<Reproduction> reproductions,
        List<Replacement> replaced,
        List<String> notes,
        String setting,
        int weightBits,
        int activationBits,
        Spread top1,
        Spread gap,
        Spread gapToControl,
        List<CellRun> runs) {

    record CellKey(String network, String dataset, int terms) {}

    BitWidths widths() {
        return new BitWidths(weightBits, activationBits);
    }

    /** What it is found by: controls of one recipe are one, whatever their experiments call them. */
    String family() {
        return purpose == RunPurpose.CONTROL ? PlannedRun.CONTROL : method;
    }

    CellState state() {
        return CellState.of(runs.stream().map(CellRun::state).toList());
    }

    /** Mean top-1 so far of the runs that are still training; null if there is none. */
    @Nullable
    Double current() {
        return mean(runs.stream()
                .filter(run -> run.state() == RunState.RUNNING)
                .flatMap(run -> Stream.ofNullable(run.top1())));
    }

    /** Mean top-1 before the first step, of the completed runs that were measured then; null if none was. */
    @Nullable
    Double ptq() {
        return mean(runs.stream()
                .filter(run -> run.state() == RunState.COMPLETED)
                .flatMap(run -> Stream.ofNullable(run.ptq())));
    }

    private static @Nullable Double mean(Stream<Double> values) {
        DoubleSummaryStatistics all = values.mapToDouble(Double::doubleValue).summaryStatistics();
        return all.getCount() == 0 ? null : all.getAverage();
    }
}
