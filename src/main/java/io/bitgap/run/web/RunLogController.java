package io.bitgap.run.web;

import io.bitgap.listing.Page;
import io.bitgap.run.Runs;
import io.bitgap.run.journal.LogLevel;
import io.bitgap.run.journal.LogLine;
import io.bitgap.run.journal.LogQuery;
import io.bitgap.run.journal.RunLogs;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The log of a run as text or JSON. */
@RestController
class RunLogController {
    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final Runs runs;
    private final RunLogs logs;

    RunLogController(Runs runs, RunLogs logs) {
        this.runs = runs;
        this.logs = logs;
    }

    @Operation(
            summary = "The log of a run as text, a line each",
            description =
                    "Time (UTC), level, attempt, text. With Accept: application/json a list of lines, a page at a time:"
                            + " limit and pageToken say which. A browser gets the run's page, and the text at log.txt.")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.TEXT_PLAIN_VALUE, schema = @Schema(type = "string")))
    @GetMapping({"/runs/{id}/log", "/runs/{id}/log.txt"})
    ResponseEntity<String> text(
            @PathVariable String id,
            @Parameter(description = "plain text that lines contain, in whatever case") @RequestParam @Nullable
                    String q,
            @RequestParam @Nullable LogLevel level,
            @Parameter(description = "number of the last line that is known already") @RequestParam(defaultValue = "0")
                    int after) {
        UUID run = runs.id(id);
        String lines = logs.all(run, new LogQuery(q, level, after)).stream()
                .map(line -> line.plain() + "\n")
                .collect(Collectors.joining());
        return ResponseEntity.ok().contentType(TEXT).varyBy(HttpHeaders.ACCEPT).body(lines);
    }

    /** Lines of a run's log, oldest first. */
    @GetMapping(path = "/runs/{id}/log", produces = MediaType.APPLICATION_JSON_VALUE)
    Page<LogLine> list(
            @PathVariable String id,
            @RequestParam @Nullable String q,
            @RequestParam @Nullable LogLevel level,
            @RequestParam(defaultValue = "0") int after,
            @RequestParam @Nullable Integer limit,
            @RequestParam @Nullable Integer pageToken) {
        int begin = pageToken == null ? after : pageToken;
        int most = Page.limit(limit);
        return logs.list(runs.id(id), new LogQuery(q, level, begin), most);
    }
}
