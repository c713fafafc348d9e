package io.bitgap.checkpoint.web;

import io.bitgap.run.checkpoint.CheckpointFile;
import io.bitgap.run.checkpoint.CheckpointRecord;
import io.bitgap.run.checkpoint.Deployment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The manifest as it was stored, with every file and where to get it, or when they were removed. */
final class ManifestDocument {
    private ManifestDocument() {}

    /** The database keeps no order of members; this is the manifest's own. */
    private static final List<String> ORDER = List.of(
            "format",
            "id",
            "run",
            "experiment",
            "attempt",
            "worker",
            "parent",
            "createdAt",
            "epoch",
            "last",
            "seed",
            "metrics",
            "dataset",
            "code",
            "specHash",
            "spec");

    /**
     * @param manifest as it was stored
     * @param deployment what became of exporting it; null where nobody asked for that
     */
    static JsonNode of(CheckpointRecord checkpoint, String manifest, @Nullable Deployment deployment, JsonMapper json) {
        ObjectNode stored = json.readTree(manifest).asObject();
        ObjectNode document = json.createObjectNode();
        for (String name : ORDER) {
            JsonNode value = stored.remove(name);
            if (value != null) {
                document.set(name, value);
            }
        }
        document.put("id", checkpoint.id().toString());
        document.put("run", checkpoint.runId().toString());
        document.setAll(stored);
        if (checkpoint.filesRemovedAt() != null) {
            document.put("filesRemovedAt", checkpoint.filesRemovedAt().toString());
        }
        addDeployment(document, checkpoint, deployment);
        addFiles(document, checkpoint);
        return document;
    }

    private static void addDeployment(
            ObjectNode document, CheckpointRecord checkpoint, @Nullable Deployment deployment) {
        ObjectNode metrics = document.withObject("/metrics").putNull("deployed");
        document.put("deployable", deployment != null && deployment.deployable());
        document.put(
                "deployableReason",
                deployment == null
                        ? "Nobody has asked for its export: POST /checkpoints/" + checkpoint.id() + "/export."
                        : deployment.obstacle());
        if (deployment == null) {
            return;
        }
        ObjectNode export =
                document.putObject("export").put("state", deployment.state().name());
        export.put("code", deployment.reasonCode());
        Deployment.DeploymentMetrics figures = deployment.figures();
        if (figures == null) {
            return;
        }
        export.put("allowedDifference", figures.allowedDifference())
                .put("fp32Bytes", figures.fp32Bytes())
                .put("packedBytes", figures.packedBytes())
                .put("compression", figures.compression())
                .put("bitOperations", figures.bitOperations())
                .put("fp32BitOperations", figures.fp32BitOperations());
        metrics.putObject("deployed")
                .put("top1", figures.deployedTop1())
                .put("simulatedTop1", figures.simulatedTop1())
                .put("difference", figures.difference())
                .put("equalPredictions", figures.equalPredictions())
                .put("largestLogitDifference", figures.largestLogitDifference())
                .put("largestLogitSteps", figures.largestLogitSteps())
                .put("images", figures.images())
                .put("runtime", figures.runtime());
    }

    private static void addFiles(ObjectNode document, CheckpointRecord checkpoint) {
        var files = document.putArray("files");
        for (CheckpointFile file : checkpoint.files()) {
            ObjectNode entry = files.addObject()
                    .put("name", file.name())
                    .put("downloadName", file.downloadName())
                    .put("size", file.size())
                    .put("sha256", file.sha256());
            if (checkpoint.filesRemovedAt() == null) {
                entry.put("href", "/checkpoints/" + checkpoint.id() + "/files/" + file.name());
            }
        }
    }
}
