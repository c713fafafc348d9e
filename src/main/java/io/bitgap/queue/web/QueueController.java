package io.bitgap.queue.web;

import io.bitgap.listing.Page;
import io.bitgap.queue.PendingRuns;
import io.bitgap.queue.WorkerView;
import io.bitgap.queue.Workers;
import io.swagger.v3.oas.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The queue and the workers as JSON. */
@RestController
class QueueController {
    private final PendingRuns pending;
    private final Workers workers;

    QueueController(PendingRuns pending, Workers workers) {
        this.pending = pending;
        this.workers = workers;
    }

    /** What is trained now, then what waits for a device in the order in which it starts, then what waits for another run. */
    @Operation(summary = "What is trained now and what waits, in the order in which it starts")
    @GetMapping("/queue")
    PendingRuns.Page queue(@RequestParam @Nullable Integer limit, @RequestParam @Nullable String pageToken) {
        return pending.page(QueueOffset.of(pageToken), Page.limit(limit));
    }

    /** The processes that train: what they have, what they do, and when they were last heard of. */
    @Operation(summary = "The processes that train, with their devices")
    @GetMapping("/workers")
    Page<WorkerView> workers() {
        return Page.all(workers.all());
    }
}
