package io.bitgap.run.web;

import io.bitgap.graph.GraphPicture;
import io.bitgap.json.JsonText;
import io.bitgap.problem.WordParameter;
import io.bitgap.run.RunPictures;
import io.bitgap.training.PlanPicture.Part;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Pictures of a run's network as SVG. */
@RestController
class RunGraphController {
    private static final MediaType SVG = new MediaType("image", "svg+xml", StandardCharsets.UTF_8);
    private static final WordParameter<Part> PARTS =
            WordParameter.of("part", JsonText::of, List.of(Part.SOURCE, Part.ATTACHED, Part.BOTH));

    private final RunPictures pictures;

    RunGraphController(RunPictures pictures) {
        this.pictures = pictures;
    }

    /**
     * Before and after quantizers were attached, side by side; once trained, with their scales.
     *
     * @param part {@code source}, {@code attached} or {@code both}
     */
    @Operation(summary = "The network of a run as SVG, before and after quantizers were attached")
    @ApiResponse(
            responseCode = "200",
            description = "The picture",
            content = @Content(mediaType = "image/svg+xml", schema = @Schema(type = "string")))
    @GetMapping("/runs/{id}/graph")
    ResponseEntity<byte[]> graph(
            @PathVariable String id,
            @Parameter(example = "attached") @RequestParam(defaultValue = "both") String part,
            HttpServletResponse response) {
        Part wanted = PARTS.read(part, Part.BOTH);
        String svg = pictures.of(id, wanted);
        // instead of the pages' policy, not beside it: that forbids the style sheet inside the picture
        response.setHeader("Content-Security-Policy", GraphPicture.CONTENT_SECURITY_POLICY);
        return ResponseEntity.ok()
                .contentType(SVG)
                .cacheControl(CacheControl.noCache())
                .body(svg.getBytes(StandardCharsets.UTF_8));
    }
}
