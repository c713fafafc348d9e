package io.bitgap.checkpoint.web;

import io.bitgap.artifact.Artifacts;
import io.bitgap.checkpoint.Checkpoints;
import io.bitgap.checkpoint.StoredFile;
import io.bitgap.experiment.CheckpointFile;
import io.bitgap.experiment.CheckpointRecord;
import io.bitgap.experiment.CheckpointRecords;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET /checkpoints/{id}} and {@code GET /checkpoints/{id}/files/{name}}. */
@RestController
class CheckpointController {
    /** What is at such an address never changes; it can only be removed. */
    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable();

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

    /** Whole or a range of it ({@code Range}, {@code If-Range}), or 304 for whoever has it ({@code If-None-Match}). */
    @GetMapping("/checkpoints/{id}/files/{name}")
    ResponseEntity<Resource> file(
            @PathVariable String id,
            @PathVariable String name,
            @RequestHeader(name = HttpHeaders.IF_RANGE, required = false) @Nullable String ifRange,
            ServletWebRequest request) {
        CheckpointFile file = file(find(id), name);
        String etag = "\"" + file.sha256() + "\"";
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().eTag(etag).cacheControl(FOR_EVER);
        if (request.checkNotModified(etag)) {
            return answer.build();
        }
        verify(file);
        answer.contentType(contentType(name))
                .contentLength(file.size())
                .header(HttpHeaders.ACCEPT_RANGES, "bytes")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(file.downloadName())
                                .build()
                                .toString());
        // the bytes of a HEAD would be read only to be dropped
        return request.getHttpMethod() == HttpMethod.HEAD
                ? answer.build()
                : answer.body(body(file, ifRange == null || ifRange.equals(etag)));
    }

    /** A range is only served of the very bytes that its If-Range names; otherwise all bytes are. */
    private Resource body(CheckpointFile file, boolean ranges) {
        var bytes = new StoredBytes(artifacts, file);
        return ranges ? bytes : new InputStreamResource(bytes);
    }

    /** What was altered or is gone is a problem document, not a broken download. */
    private void verify(CheckpointFile file) {
        checkpoints.verify(
                new StoredFile(file.name(), file.downloadName(), file.storageKey(), file.size(), file.sha256()));
    }

    private static MediaType contentType(String name) {
        if (name.endsWith(".json")) {
            return MediaType.APPLICATION_JSON;
        }
        return name.endsWith(".zip") ? new MediaType("application", "zip") : MediaType.APPLICATION_OCTET_STREAM;
    }

    private static CheckpointFile file(CheckpointRecord checkpoint, String name) {
        CheckpointFile file = checkpoint.files().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> UnknownCheckpoint.file(checkpoint.id(), name));
        if (checkpoint.filesRemovedAt() != null) {
            throw new FilesRemoved(checkpoint.id(), checkpoint.runId(), checkpoint.filesRemovedAt());
        }
        return file;
    }

    private CheckpointRecord find(String id) {
        try {
            return records.find(UUID.fromString(id)).orElseThrow(() -> UnknownCheckpoint.id(id));
        } catch (IllegalArgumentException e) {
            throw UnknownCheckpoint.id(id);
        }
    }
}
