package io.bitgap.run.web;

import io.bitgap.format.Formats;
import io.bitgap.run.Replicates;
import io.bitgap.run.RunView;
import io.bitgap.run.Runs;
import io.bitgap.run.journal.LogLevel;
import io.bitgap.run.journal.LogQuery;
import io.bitgap.run.journal.RunEvents;
import io.bitgap.run.journal.RunLogs;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** One run: where it is, its curves, its checkpoints, and what may be done to it. */
@Controller
class RunPage {
    private static final int LOG_LINES = 200;
    private static final String HX_TRIGGER = "HX-Trigger";
    /** The element of the page that asks for news. */
    private static final String POLL = "poll";

    private final Runs runs;
    private final RunLogs logs;
    private final RunEvents events;
    private final Replicates replicates;
    private final PlanFacts plans;
    private final Formats formats;

    RunPage(Runs runs, RunLogs logs, RunEvents events, Replicates replicates, PlanFacts plans, Formats formats) {
        this.runs = runs;
        this.logs = logs;
        this.events = events;
        this.replicates = replicates;
        this.plans = plans;
        this.formats = formats;
    }

    @GetMapping(path = "/runs/{id}", produces = MediaType.TEXT_HTML_VALUE)
    String run(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable LogLevel level,
            @RequestHeader HttpHeaders headers,
            HttpServletResponse response,
            Model model) {
        UUID key = runs.id(id);
        // before anything else is read: what happens from here on comes as events
        RunEvents.Head head = Objects.requireNonNull(events.heads(List.of(key)).get(key));
        RunView run = runs.get(key);
        if (POLL.equals(headers.getFirst(HX_TRIGGER)) && head.over()) {
            // The poll after the end: load the finished page, which polls no more.
            response.setHeader("HX-Refresh", "true");
        }
        model.addAttribute("run", run);
        model.addAttribute("acts", runs.mayAct(key));
        model.addAttribute("row", runs.row(key));
        model.addAttribute("epochs", EpochRow.of(runs.metrics(key, EpochRow.SERIES)));
        model.addAttribute("checkpoints", newestFirst(run.checkpoints()));
        model.addAttribute("layers", runs.layers(key));
        model.addAttribute("head", head);
        model.addAttribute("shown", ShownProgress.of(head.now(), formats));
        LogQuery query = new LogQuery(q, level, 0);
        model.addAttribute("query", query);
        model.addAttribute("levels", LogLevel.values());
        model.addAttribute("log", logs.newest(key, query, LOG_LINES));
        model.addAttribute("replicates", replicates.of(key));
        model.addAttribute("plan", plans.of(key));
        return "run";
    }

    /** The page has the log; scripts get it as text. */
    @GetMapping(path = "/runs/{id}/log", produces = MediaType.TEXT_HTML_VALUE)
    String log(@PathVariable String id) {
        return "redirect:/runs/" + runs.id(id) + "#log";
    }

    @PostMapping(path = "/runs/{id}/pause", params = "from=page", produces = MediaType.TEXT_HTML_VALUE)
    String pause(@PathVariable String id) {
        return "redirect:/runs/" + runs.pause(id).id();
    }

    @PostMapping(path = "/runs/{id}/resume", params = "from=page", produces = MediaType.TEXT_HTML_VALUE)
    String resume(@PathVariable String id) {
        return "redirect:/runs/" + runs.resume(id).id();
    }

    @PostMapping(path = "/runs/{id}/retry", params = "from=page", produces = MediaType.TEXT_HTML_VALUE)
    String retry(@PathVariable String id) {
        return "redirect:/runs/" + runs.retry(id).id();
    }

    @PostMapping(path = "/runs/{id}/cancel", params = "from=page", produces = MediaType.TEXT_HTML_VALUE)
    String cancel(@PathVariable String id) {
        return "redirect:/runs/" + runs.cancel(id).id();
    }

    private static List<RunView.Checkpoint> newestFirst(List<RunView.Checkpoint> checkpoints) {
        List<RunView.Checkpoint> reversed = new ArrayList<>(checkpoints);
        Collections.reverse(reversed);
        return reversed;
    }
}
