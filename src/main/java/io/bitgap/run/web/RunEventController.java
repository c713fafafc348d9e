package io.bitgap.run.web;

import io.bitgap.problem.Problem;
import io.bitgap.run.Runs;
import io.bitgap.run.journal.RunEvents;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Streams the events of a run as server-sent events. */
@RestController
class RunEventController {
    private final Runs runs;
    private final RunEvents events;
    private final RunStreams streams;

    RunEventController(Runs runs, RunEvents events, RunStreams streams) {
        this.runs = runs;
        this.events = events;
        this.streams = streams;
    }

    @Operation(
            summary = "What happens to a run, from its beginning on, as server-sent events",
            description =
                    "Events state, metric and log have ids. A request with Last-Event-ID gets exactly the events after that one."
                            + " Between them come events named now, without id: progress and best accuracy at this moment, in"
                            + " shown as pages write them. The"
                            + " stream ends, with a state whose last is true, when the run is finished and its checkpoints are"
                            + " exported.")
    @ApiResponse(
            responseCode = "200",
            description = "The stream",
            content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "204", description = "Nothing comes after Last-Event-ID: the run is finished")
    @ApiResponse(responseCode = "503", description = "Too many clients follow runs; Retry-After says when to try again")
    @GetMapping(path = "/runs/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> follow(
            @PathVariable String id,
            @Parameter(description = "id of the last event that the client has")
                    @RequestHeader(name = "Last-Event-ID", required = false)
                    @Nullable
                    String lastEventId,
            @Parameter(description = "the same, for clients that cannot set headers; Last-Event-ID comes first")
                    @RequestParam
                    @Nullable
                    String after) {
        UUID run = runs.id(id);
        RunEvents.Head head = Objects.requireNonNull(events.heads(List.of(run)).get(run));
        long sent = sent(lastEventId, after, head.last());
        if (head.over() && sent == head.last()) {
            // the one answer after which a browser does not ask again
            return ResponseEntity.noContent().build();
        }
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(streams.follow(run, sent));
    }

    private static long sent(@Nullable String lastEventId, @Nullable String after, long last) {
        String given = lastEventId == null ? "" : lastEventId.strip();
        boolean header = !given.isEmpty();
        @Nullable String id = header ? given : after;
        if (id == null) {
            return 0;
        }
        if (id.matches("\\d{1,18}") && Long.parseLong(id) <= last) {
            return Long.parseLong(id);
        }
        String name = header ? "Last-Event-ID" : "after";
        throw Problem.at(
                Problem.Kind.MALFORMED,
                "/" + name,
                header ? "bad-header" : "bad-parameter",
                name + " must be the id of an event of this run, 0 to " + last + ", not '" + id + "'.");
    }
}
