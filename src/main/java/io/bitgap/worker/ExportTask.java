package io.bitgap.worker;

import io.bitgap.artifact.ArtifactStoreFailed;
import io.bitgap.checkpoint.Checkpoints;
import io.bitgap.dataset.Datasets;
import io.bitgap.dataset.ImageDataset;
import io.bitgap.export.DeployedAccuracy;
import io.bitgap.export.DeployedCost;
import io.bitgap.export.ExportedModel;
import io.bitgap.export.ModelLabel;
import io.bitgap.problem.Problem;
import io.bitgap.run.checkpoint.CheckpointFile;
import io.bitgap.run.checkpoint.Deployment;
import io.bitgap.run.checkpoint.Deployments;
import io.bitgap.training.NativeThreadCount;
import io.bitgap.training.UsedImages;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Exports a checkpoint that the queue hands out, measures the exported model and reports what it came to. */
final class ExportTask {
    private static final Logger LOG = LoggerFactory.getLogger(ExportTask.class);
    private static final String ZIP = ".zip";

    private final Deployments deployments;
    private final Checkpoints checkpoints;
    private final Datasets datasets;
    private final DevicePool devices;
    private final double allowedDifference;
    private final BooleanSupplier shutdown;

    ExportTask(
            Deployments deployments,
            Checkpoints checkpoints,
            Datasets datasets,
            DevicePool devices,
            double allowedDifference,
            BooleanSupplier shutdown) {
        this.deployments = deployments;
        this.checkpoints = checkpoints;
        this.datasets = datasets;
        this.devices = devices;
        this.allowedDifference = allowedDifference;
        this.shutdown = shutdown;
    }

    void execute(UUID checkpoint) {
        devices.lend(device -> {
            deployments.begun(checkpoint).ifPresent(work -> attempt(work, device));
            return checkpoint;
        });
    }

    private void attempt(Deployments.Work work, Device device) {
        UUID checkpoint = work.checkpoint().id();
        try {
            export(work, device);
        } catch (DeployedAccuracy.Interrupted e) {
            deployments.released(checkpoint);
            LOG.info("Export of checkpoint {} goes back to the queue: this worker shuts down", checkpoint);
        } catch (Throwable cause) {
            if (DatabasePatience.helpsWith(cause)) {
                LOG.warn(
                        "Export of checkpoint {} goes back to the queue when the database is there again",
                        checkpoint,
                        cause);
                DatabasePatience.insist(shutdown, () -> deployments.released(checkpoint));
                return;
            }
            if (cause instanceof ArtifactStoreFailed) {
                LOG.warn("Export of checkpoint {} waits: {}", checkpoint, cause.getMessage());
                deployments.released(checkpoint);
                throw cause;
            }
            Failure failure = Failure.of(cause);
            LOG.error("Export of checkpoint {} failed: {}", checkpoint, failure.reason(), cause);
            deployments.failed(checkpoint, failure.code(), failure.reason());
        }
    }

    private void export(Deployments.Work work, Device device) {
        CheckpointFile model = model(work);
        ImageDataset whole = datasets.load(work.plan().dataset());
        work.plan().images().require(whole);
        ImageDataset data = UsedImages.of(whole, work.plan().limits()).data();
        if (device.kind() == Device.Kind.CPU) {
            NativeThreadCount.use(device.threads());
        }
        String stem = model.downloadName().substring(0, model.downloadName().length() - ZIP.length());
        ExportedModel exported = ExportedModel.of(checkpoints.restore(model), new ModelLabel(stem, data, origin(work)));
        DeployedAccuracy accuracy = DeployedAccuracy.verify(
                exported.network(), exported.onnx(), data, Math.max(1, device.threads()), shutdown);
        Deployment.DeploymentMetrics metrics =
                metrics(exported, accuracy, DeployedCost.of(exported.network(), data), device);
        deployments.done(work.checkpoint().id(), metrics, stored(exported, stem));
        LOG.info(
                "Checkpoint {} is exported: top-1 {} simulated, {} deployed",
                work.checkpoint().id(),
                accuracy.simulatedTop1(),
                accuracy.deployedTop1());
    }

    private static CheckpointFile model(Deployments.Work work) {
        if (work.checkpoint().filesRemovedAt() != null) {
            throw new Problem(
                    Problem.Kind.GONE,
                    "checkpoint-files-removed",
                    "The checkpoint's files were removed to free space, so nothing can be exported from it any more.");
        }
        return work.checkpoint()
                .file(Checkpoints.MODEL)
                .orElseThrow(() -> new Problem(
                        Problem.Kind.UNAVAILABLE,
                        "checkpoint-missing",
                        "The checkpoint was saved without a " + Checkpoints.MODEL
                                + ", so nothing can be exported from it."));
    }

    private static Map<String, String> origin(Deployments.Work work) {
        Map<String, String> origin = new LinkedHashMap<>();
        origin.put("checkpoint", work.checkpoint().id().toString());
        origin.put("run", work.checkpoint().runId().toString());
        origin.put("network", work.plan().network());
        origin.put("dataset", work.plan().dataset());
        return origin;
    }

    private Deployment.DeploymentMetrics metrics(
            ExportedModel exported, DeployedAccuracy accuracy, DeployedCost cost, Device device) {
        return new Deployment.DeploymentMetrics(
                accuracy.images(),
                accuracy.simulatedTop1(),
                accuracy.deployedTop1(),
                accuracy.equalPredictions(),
                accuracy.largestLogitDifference(),
                accuracy.outputStep(),
                cost.fp32Bytes(),
                exported.packedBytes(),
                cost.bitOperations(),
                cost.fp32BitOperations(),
                accuracy.runtime() + " on " + device.processor(),
                allowedDifference);
    }

    private List<CheckpointFile> stored(ExportedModel exported, String stem) {
        List<CheckpointFile> files = new ArrayList<>();
        exported.files().forEach((name, bytes) -> {
            files.add(checkpoints.store(name, downloadName(stem, name), bytes));
        });
        return files;
    }

    private static String downloadName(String stem, String name) {
        return name.equals(ExportedModel.ONNX) ? stem + ".onnx" : stem + "-" + name;
    }
}
