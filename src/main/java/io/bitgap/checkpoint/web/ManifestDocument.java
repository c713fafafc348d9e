package io.bitgap.checkpoint.web;

import io.bitgap.experiment.CheckpointFile;
import io.bitgap.experiment.CheckpointRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The manifest as it was stored, with every file and where to get it. */
final class ManifestDocument {
    private ManifestDocument() {}

    static JsonNode of(CheckpointRecord checkpoint, JsonMapper json) {
        ObjectNode document = json.readTree(checkpoint.manifest()).asObject();
        document.put("id", checkpoint.id().toString());
        document.put("run", checkpoint.runId().toString());
        var files = document.putArray("files");
        for (CheckpointFile file : checkpoint.files()) {
            files.addObject()
                    .put("name", file.name())
                    .put("downloadName", file.downloadName())
                    .put("size", file.size())
                    .put("sha256", file.sha256())
                    .put("href", "/checkpoints/" + checkpoint.id() + "/files/" + file.name());
        }
        return document;
    }
}
