package io.bitgap.checkpoint.web;

import io.bitgap.experiment.CheckpointRecord;
import io.bitgap.experiment.Deployment;
import io.bitgap.experiment.Deployments;
import io.bitgap.experiment.Experiments;
import io.bitgap.experiment.RunView;
import io.bitgap.experiment.Runs;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import tools.jackson.databind.json.JsonMapper;

/** One checkpoint: its accuracy as simulated and as deployed, its layers, its files. */
@Controller
class CheckpointPage {
    private final SavedCheckpoints records;
    private final Deployments deployments;
    private final Runs runs;
    private final Experiments experiments;
    private final JsonMapper json;

    CheckpointPage(
            SavedCheckpoints records, Deployments deployments, Runs runs, Experiments experiments, JsonMapper json) {
        this.records = records;
        this.deployments = deployments;
        this.runs = runs;
        this.experiments = experiments;
        this.json = json;
    }

    @GetMapping(path = "/checkpoints/{id}", produces = MediaType.TEXT_HTML_VALUE)
    String checkpoint(
            @PathVariable String id,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String polled,
            HttpServletResponse response,
            Model model) {
        CheckpointRecord checkpoint = records.get(id);
        Deployment deployment = deployments.find(checkpoint.id()).orElse(null);
        if (polled != null && deployment != null && deployment.finishedAt() != null) {
            // the poll after the end: load the finished page, which polls no more
            response.setHeader("HX-Refresh", "true");
        }
        RunView run = runs.get(checkpoint.runId().toString());
        model.addAttribute("checkpoint", checkpoint);
        model.addAttribute("manifest", json.readTree(checkpoint.manifest()));
        model.addAttribute("deployment", deployment);
        model.addAttribute("run", run);
        model.addAttribute("experiment", experiments.get(run.experiment().toString()));
        model.addAttribute("layers", checkpoint.layers());
        model.addAttribute(
                "simulated",
                run.checkpoints().stream()
                        .filter(saved -> saved.id().equals(checkpoint.id()))
                        .findFirst()
                        .orElseThrow(() -> UnknownCheckpoint.id(id)));
        return "checkpoint";
    }
}
