package io.bitgap.checkpoint.web;

import io.bitgap.artifact.Artifacts;
import io.bitgap.checkpoint.Checkpoints;
import io.bitgap.checkpoint.StoredFile;
import io.bitgap.experiment.CheckpointFile;
import io.bitgap.experiment.CheckpointRecord;
import io.bitgap.experiment.CheckpointRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET /checkpoints/{id}} and {@code GET /checkpoints/{id}/files/{name}}. */
@RestController
class CheckpointController {
    private final CheckpointRecords records;
    private final Checkpoints checkpoints;
    private final Artifacts artifacts;
    private final JsonMapper json;

    CheckpointController(CheckpointRecords records, Checkpoints checkpoints, Artifacts artifacts, JsonMapper json) {
        this.records = records;
        this.checkpoints = checkpoints;
        this.artifacts = artifacts;
        this.json = json;
    }

    @GetMapping(path = "/checkpoints/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    JsonNode manifest(@PathVariable String id) {
        return ManifestDocument.of(find(id), json);
    }

    @GetMapping("/checkpoints/{id}/files/{name}")
    ResponseEntity<Resource> file(
            @PathVariable String id,
            @PathVariable String name,
            @RequestHeader(name = HttpHeaders.IF_RANGE, required = false) @Nullable String ifRange) {
        CheckpointFile file = find(id).files().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> UnknownCheckpoint.file(id, name));
        verify(file);
        String etag = "\"" + file.sha256() + "\"";
        return ResponseEntity.ok()
                .eTag(etag)
                .contentType(name.endsWith(".json") ? MediaType.APPLICATION_JSON : new MediaType("application", "zip"))
                .contentLength(file.size())
                .cacheControl(CacheControl.noCache().cachePrivate())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(file.downloadName())
                                .build()
                                .toString())
                .body(body(file, ifRange == null || ifRange.equals(etag)));
    }

    /** A range is only served of the very bytes that its If-Range names; otherwise all bytes are. */
    private Resource body(CheckpointFile file, boolean ranges) {
        var bytes = new StoredBytes(artifacts, file);
        return ranges ? bytes : new InputStreamResource(bytes);
    }

    /** What was altered or is gone is a problem document, not a broken download. */
    private void verify(CheckpointFile file) {
        var stored = new StoredFile(file.name(), file.downloadName(), file.storageKey(), file.size(), file.sha256());
        try {
            checkpoints.open(stored).close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CheckpointRecord find(String id) {
        try {
            return records.find(UUID.fromString(id)).orElseThrow(() -> UnknownCheckpoint.id(id));
        } catch (IllegalArgumentException e) {
            throw UnknownCheckpoint.id(id);
        }
    }
}
