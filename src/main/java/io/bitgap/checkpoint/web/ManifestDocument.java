package io.bitgap.checkpoint.web;

import io.bitgap.experiment.CheckpointFile;
import io.bitgap.experiment.CheckpointRecord;
import java.util.List;
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

    static JsonNode of(CheckpointRecord checkpoint, JsonMapper json) {
        ObjectNode stored = json.readTree(checkpoint.manifest()).asObject();
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
        addFiles(document, checkpoint);
        return document;
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
