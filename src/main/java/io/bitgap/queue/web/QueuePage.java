package io.bitgap.queue.web;

import io.bitgap.listing.Page;
import io.bitgap.queue.PendingRuns;
import io.bitgap.queue.Workers;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages of the queue and of the workers. */
@Controller
class QueuePage {
    private final PendingRuns pending;
    private final Workers workers;

    QueuePage(PendingRuns pending, Workers workers) {
        this.pending = pending;
        this.workers = workers;
    }

    @GetMapping(path = "/queue", produces = MediaType.TEXT_HTML_VALUE)
    String queue(@RequestParam @Nullable Integer limit, @RequestParam @Nullable String pageToken, Model model) {
        int first = QueueOffset.of(pageToken);
        model.addAttribute("first", first);
        model.addAttribute("limit", Page.limit(limit));
        model.addAttribute("queue", pending.page(first, Page.limit(limit)));
        return "queue";
    }

    @GetMapping(path = "/workers", produces = MediaType.TEXT_HTML_VALUE)
    String workers(Model model) {
        model.addAttribute("workers", workers.all());
        return "workers";
    }
}
