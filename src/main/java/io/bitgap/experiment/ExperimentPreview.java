package io.bitgap.experiment;

import io.bitgap.problem.FieldProblem;
import io.bitgap.run.Replicates;
import io.bitgap.run.RunPurpose;
import io.bitgap.training.PlannedLayer;
import io.bitgap.training.Replacement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The runs that a spec would make, with an estimate, or everything that is wrong with it.
 *
 * @param totalRuns runs in all; 0 when there are problems
 * @param estimatedSeconds of training on one worker, one run after the other; null when there are problems
 * @param memoryBytes that a worker needs for the run that needs most, about; null when there are problems
 * @param workerMemoryBytes that the largest worker has for a run
 * @param notes what of the network DL4J would not compute either
 * @param problems everything that keeps it from being submitted
 * @param doubtfulBaselines fp32 runs of the same plans that were trained before and learned nothing, as they will again
 * @param sameSpec stored experiments that differ in name and priority at most, newest first, at most 10
 */
public record ExperimentPreview(
        List<PreviewedRun> runs,
        List<PreviewedCell> cells,
        int totalRuns,
        @Nullable Double estimatedSeconds,
        @Nullable Long memoryBytes,
        long workerMemoryBytes,
        List<String> notes,
        List<FieldProblem> problems,
        List<Replicates.DoubtfulRun> doubtfulBaselines,
        List<SameSpec> sameSpec) {

    /**
     * A run it would make.
     *
     * @param purpose what it is in the experiment: baseline, control or quantized
     * @param memoryBytes that a worker needs for it, about
     */
    public record PreviewedRun(
            String method,
            String setting,
            int weightBits,
            int activationBits,
            long seed,
            RunPurpose purpose,
            int epochs,
            double estimatedSeconds,
            long memoryBytes) {}

    /**
     * What all runs of a method at a setting have in common.
     *
     * @param layers layers with weights, as they would be quantized
     * @param dryRun everything in the network: what would be quantized, and why the rest would not
     * @param replacements where another quantizer stands in for the method's, which its numbers will have a footnote on
     * @param sizeBytes weights in their bits plus everything else in fp32
     */
    public record PreviewedCell(
            String method,
            String setting,
            List<PlannedLayer> layers,
            List<PlannedLayer> dryRun,
            List<Replacement> replacements,
            long parameters,
            long sizeBytes) {}

    static ExperimentPreview refused(List<FieldProblem> problems, long workerMemory) {
        return new ExperimentPreview(
                List.of(), List.of(), 0, null, null, workerMemory, List.of(), problems, List.of(), List.of());
    }

    ExperimentPreview with(List<SameSpec> stored) {
        return new ExperimentPreview(
                runs,
                cells,
                totalRuns,
                estimatedSeconds,
                memoryBytes,
                workerMemoryBytes,
                notes,
                problems,
                doubtfulBaselines,
                stored);
    }
}
