package io.bitgap.experiment;

import io.bitgap.dataset.DatasetDescription;
import io.bitgap.dataset.Datasets;
import io.bitgap.experiment.spec.ExperimentSpec;
import io.bitgap.experiment.spec.MethodSpec;
import io.bitgap.format.Formats;
import io.bitgap.problem.FieldProblem;
import io.bitgap.queue.Workers;
import io.bitgap.run.PlannedRun;
import io.bitgap.run.RunPurpose;
import io.bitgap.settings.WorkerMemory;
import io.bitgap.training.MemoryNeed;
import io.bitgap.training.TrainingPlan;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Holds the memory that runs need against what the largest worker has, so that nobody waits for a run that cannot end well. */
@Component
class MemoryCheck {
    private final Workers workers;
    private final Datasets datasets;
    private final WorkerMemory own;
    private final Formats formats;

    MemoryCheck(Workers workers, Datasets datasets, WorkerMemory own, Formats formats) {
        this.datasets = datasets;
        this.workers = workers;
        this.own = own;
        this.formats = formats;
    }

    /** What the need depends on, in one experiment; its cells are many. */
    private record Kind(
            boolean quantized, boolean fp32Weights, boolean fp32Activations, int batch, boolean folds, boolean taught) {
        static Kind of(TrainingPlan plan) {
            return new Kind(
                    plan.method() != null,
                    plan.method() == null || !plan.method().weights().quantizes(),
                    plan.method() == null || !plan.method().activations().quantizes(),
                    plan.recipe().batchSize(),
                    plan.recipe().foldsBatchNorm(),
                    plan.recipe().distillation().share() > 0);
        }
    }

    /** Bytes that a run may have: on the largest worker that lives, or on one that is set as this process. */
    long limit() {
        return workers.mostMemory().orElseGet(own::bytes);
    }

    /** What a plan needs where its batches are of that data set: they have no more images than there are. */
    MemoryNeed need(ExperimentSpec spec, MemoryNeed ofPlan) {
        int limited = spec.limits().trainExamples();
        int images = datasets.find(spec.dataset())
                .map(DatasetDescription::trainExamples)
                .filter(count -> count > 0)
                .orElse(Integer.MAX_VALUE);
        return ofPlan.withBatchOf(limited > 0 ? Math.min(limited, images) : images);
    }

    List<FieldProblem> check(ExperimentSpec spec, List<PlannedRun> runs) {
        long limit = limit();
        Map<Kind, MemoryNeed> needs = new LinkedHashMap<>();
        Set<String> told = new HashSet<>();
        return runs.stream()
                .filter(run -> needs.computeIfAbsent(Kind.of(run.plan()), kind -> need(spec, MemoryNeed.of(run.plan())))
                                .bytes()
                        > limit)
                .filter(run -> told.add(place(spec, run)))
                .map(run -> new FieldProblem(
                        place(spec, run),
                        "not-enough-memory",
                        sentence(spec, Objects.requireNonNull(needs.get(Kind.of(run.plan()))), limit)))
                .toList();
    }

    /** Where the batch size of a run is said. */
    private static String place(ExperimentSpec spec, PlannedRun run) {
        if (run.purpose() != RunPurpose.QUANTIZED) {
            return "/baseline/batchSize";
        }
        for (int index = 0; index < spec.methods().size(); index++) {
            MethodSpec method = spec.methods().get(index);
            if (method.label().equals(run.method()) && method.recipe() != null) {
                return "/methods/" + index + "/recipe/batchSize";
            }
        }
        return "/recipe/batchSize";
    }

    private String sentence(ExperimentSpec spec, MemoryNeed need, long limit) {
        int fits = need.batchWithin(limit);
        return "%s on images of %dx%d in batches of %d needs about %s of memory in training, and the largest worker has %s for a run; %s"
                .formatted(
                        spec.network(),
                        spec.images().height(),
                        spec.images().width(),
                        need.batchSize(),
                        formats.bytes(need.bytes()),
                        formats.bytes(limit),
                        fits > 0
                                ? "a batch size of " + fits + " fits."
                                : "no batch size fits: use a smaller network or smaller images, or give the worker more memory"
                                        + " (BITGAP_WORKER_MEMORY).");
    }
}
