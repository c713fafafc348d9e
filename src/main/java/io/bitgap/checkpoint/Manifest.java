package io.bitgap.checkpoint;

import io.bitgap.run.checkpoint.CheckpointFile;
import io.bitgap.training.Accuracy;
import io.bitgap.training.LayerQuantization;
import io.bitgap.training.TrainingPlan;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The content of {@code manifest.json}; record components are its field names. */
record Manifest(
        String format,
        UUID id,
        UUID run,
        UUID experiment,
        int attempt,
        String worker,
        @Nullable UUID parent,
        Instant createdAt,
        TrainingPlan spec,
        String specHash,
        CodeVersion code,
        Provenance.DatasetVersion dataset,
        long seed,
        int epoch,
        boolean last,
        Metrics metrics,
        List<LayerQuantization> quantizers,
        List<FileEntry> files) {

    /**
     * What was measured in training's own simulation of the bits. Another runtime measures later: its figures are no part of the
     * file.
     *
     * @param simulated on the test split
     * @param validation on the images held out for it; null where there are none
     */
    record Metrics(Accuracy simulated, @Nullable Accuracy validation) {}

    record FileEntry(String name, long size, String sha256) {}

    static Manifest of(
            Provenance provenance, CodeVersion code, List<LayerQuantization> quantizers, List<CheckpointFile> files) {
        var origin = provenance.origin();
        var result = provenance.result();
        return new Manifest(
                "bitgap-checkpoint/1",
                origin.checkpoint(),
                origin.run(),
                origin.experiment(),
                origin.attempt(),
                origin.worker(),
                origin.parent(),
                origin.createdAt(),
                provenance.plan(),
                provenance.planHash(),
                code,
                provenance.dataset(),
                provenance.plan().seed(),
                result.epoch(),
                provenance.last(),
                new Metrics(result.test().accuracy(), result.validation()),
                List.copyOf(quantizers),
                files.stream()
                        .map(file -> new FileEntry(file.name(), file.size(), file.sha256()))
                        .toList());
    }
}
