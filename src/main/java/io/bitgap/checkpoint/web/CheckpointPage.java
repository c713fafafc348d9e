package io.bitgap.checkpoint.web;

import io.bitgap.run.RunView;
import io.bitgap.run.Runs;
import io.bitgap.run.checkpoint.CheckpointPredictions;
import io.bitgap.run.checkpoint.CheckpointRecord;
import io.bitgap.run.checkpoint.CheckpointRecords;
import io.bitgap.run.checkpoint.Deployment;
import io.bitgap.run.checkpoint.Deployments;
import io.bitgap.run.checkpoint.UnknownCheckpoint;
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
    private final CheckpointRecords records;
    private final CheckpointPredictions predictions;
    private final Deployments deployments;
    private final Runs runs;
    private final JsonMapper json;

    CheckpointPage(
            CheckpointRecords records,
            CheckpointPredictions predictions,
            Deployments deployments,
            Runs runs,
            JsonMapper json) {
        this.records = records;
        this.predictions = predictions;
        this.deployments = deployments;
        this.runs = runs;
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
        RunView run = runs.get(checkpoint.runId());
        model.addAttribute("checkpoint", checkpoint);
        model.addAttribute("manifest", json.readTree(records.manifest(checkpoint.id())));
        model.addAttribute("deployment", deployment);
        model.addAttribute("predicted", predictions.stored(checkpoint.id()));
        model.addAttribute("run", run);
        model.addAttribute("row", runs.row(run.id()));
        model.addAttribute("layers", records.layers(checkpoint));
        model.addAttribute(
                "simulated",
                run.checkpoints().stream()
                        .filter(saved -> saved.id().equals(checkpoint.id()))
                        .findFirst()
                        .orElseThrow(() -> UnknownCheckpoint.id(id)));
        return "checkpoint";
    }
}
