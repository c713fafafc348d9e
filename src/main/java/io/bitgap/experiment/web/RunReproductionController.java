package io.bitgap.experiment.web;

import io.bitgap.experiment.RunReproductions;
import io.bitgap.run.RunView;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Trains a run exactly again: as JSON, and for the button on the run's page. */
@RestController
class RunReproductionController {
    private final RunReproductions reproductions;

    RunReproductionController(RunReproductions reproductions) {
        this.reproductions = reproductions;
    }

    /**
     * Submits an experiment of this run alone, with what it starts from. On the same processor with the same number of threads it
     * comes to the same bits; {@code otherBits} of the answer says where that cannot be.
     */
    @Operation(
            summary = "Train a run exactly again, as an experiment of its own",
            description =
                    "On the same processor with the same number of threads it comes to the same bits; otherBits of the"
                            + " answer says where that cannot be, for instance because no worker that lives has such a device.")
    @PostMapping("/runs/{id}/again")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<RunView> again(@PathVariable String id) {
        RunView run = reproductions.rerun(id);
        return ResponseEntity.created(URI.create("/runs/" + run.id())).body(run);
    }

    @Hidden
    @PostMapping(path = "/runs/{id}/again", params = "from=page", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<Void> againFromPage(@PathVariable String id) {
        URI run = URI.create("/runs/" + reproductions.rerun(id).id());
        return ResponseEntity.status(HttpStatus.FOUND).location(run).build();
    }
}
