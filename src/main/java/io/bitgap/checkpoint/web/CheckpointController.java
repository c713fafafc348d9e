package io.bitgap.checkpoint.web;

import io.bitgap.artifact.Artifacts;
import io.bitgap.checkpoint.Checkpoints;
import io.bitgap.run.checkpoint.CheckpointFile;
import io.bitgap.run.checkpoint.CheckpointRecord;
import io.bitgap.run.checkpoint.CheckpointRecords;
import io.bitgap.run.checkpoint.DeploymentState;
import io.bitgap.run.checkpoint.Deployments;
import io.bitgap.run.checkpoint.UnknownCheckpoint;
import io.swagger.v3.oas.annotations.Operation;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET /checkpoints/{id}}, {@code GET /checkpoints/{id}/files/{name}} and {@code POST /checkpoints/{id}/export}. */
@RestController
class CheckpointController {
    /** What is at such an address never changes, but who may have it does: each time it is asked whether it still is theirs. */
    private static final CacheControl ASKED_EACH_TIME = CacheControl.noCache().cachePrivate();

    private final CheckpointRecords records;
    private final Deployments deployments;
    private final Checkpoints checkpoints;
    private final Artifacts artifacts;
    private final JsonMapper json;

    CheckpointController(
            CheckpointRecords records,
            Deployments deployments,
            Checkpoints checkpoints,
            Artifacts artifacts,
            JsonMapper json) {
        this.records = records;
        this.deployments = deployments;
        this.checkpoints = checkpoints;
        this.artifacts = artifacts;
        this.json = json;
    }

    @Operation(summary = "The manifest of a checkpoint")
    @GetMapping(path = "/checkpoints/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    JsonNode manifest(@PathVariable String id) {
        return document(records.get(id));
    }

    private JsonNode document(CheckpointRecord checkpoint) {
        return ManifestDocument.of(
                checkpoint,
                records.manifest(checkpoint.id()),
                deployments.find(checkpoint.id()).orElse(null),
                json);
    }

    /**
     * Asks for the checkpoint's export and for its accuracy in ONNX Runtime; 202 while that is under way, 200 when it is
     * done. A failed one is tried again.
     */
    @Operation(summary = "Export a checkpoint and measure its accuracy in ONNX Runtime")
    @PostMapping(path = "/checkpoints/{id}/export", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<JsonNode> export(@PathVariable String id) {
        CheckpointRecord checkpoint = exportable(id);
        boolean done = deployments.request(checkpoint.id()).state() == DeploymentState.DONE;
        return ResponseEntity.status(done ? HttpStatus.OK : HttpStatus.ACCEPTED).body(document(checkpoint));
    }

    /** The same from the page. */
    @PostMapping(path = "/checkpoints/{id}/export", params = "from=page", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<Void> exportFromPage(@PathVariable String id) {
        UUID checkpoint = exportable(id).id();
        deployments.request(checkpoint);
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/checkpoints/" + checkpoint))
                .build();
    }

    private CheckpointRecord exportable(String id) {
        CheckpointRecord checkpoint = records.get(id);
        if (checkpoint.filesRemovedAt() != null) {
            throw new FilesRemoved(checkpoint.id(), checkpoint.runId(), checkpoint.filesRemovedAt());
        }
        return checkpoint;
    }

    /** Whole or a range of it ({@code Range}, {@code If-Range}), or 304 for whoever has it ({@code If-None-Match}). */
    @Operation(summary = "A file of a checkpoint, whole or a range of it")
    @GetMapping("/checkpoints/{id}/files/{name}")
    ResponseEntity<Resource> file(
            @PathVariable String id,
            @PathVariable String name,
            @RequestHeader(name = HttpHeaders.IF_RANGE, required = false) @Nullable String ifRange,
            ServletWebRequest request) {
        CheckpointFile file = file(records.get(id), name);
        String etag = "\"" + file.sha256() + "\"";
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().eTag(etag).cacheControl(ASKED_EACH_TIME);
        if (request.checkNotModified(etag)) {
            return answer.build();
        }
        // what was altered or is gone is a problem document, not a broken download
        checkpoints.verify(file);
        answer.contentType(contentType(name))
                .header(HttpHeaders.ACCEPT_RANGES, "bytes")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(file.downloadName())
                                .build()
                                .toString());
        if (request.getHttpMethod() == HttpMethod.HEAD) {
            // its bytes would be read only to be dropped
            return answer.contentLength(file.size()).build();
        }
        var bytes = new ArtifactResource(artifacts, file);
        // a range is only served of the very bytes that its If-Range names; Spring knows its length, and that of
        // several
        return ifRange == null || ifRange.equals(etag)
                ? answer.body(bytes)
                : answer.contentLength(file.size()).body(new InputStreamResource(bytes));
    }

    private static MediaType contentType(String name) {
        if (name.endsWith(".json")) {
            return MediaType.APPLICATION_JSON;
        }
        return name.endsWith(".zip") ? new MediaType("application", "zip") : MediaType.APPLICATION_OCTET_STREAM;
    }

    private static CheckpointFile file(CheckpointRecord checkpoint, String name) {
        CheckpointFile file = checkpoint.file(name).orElseThrow(() -> UnknownCheckpoint.file(checkpoint.id(), name));
        if (checkpoint.filesRemovedAt() != null) {
            throw new FilesRemoved(checkpoint.id(), checkpoint.runId(), checkpoint.filesRemovedAt());
        }
        return file;
    }
}
