package io.bitgap.experiment.web;

import io.bitgap.dataset.Datasets;
import io.bitgap.dataset.TestPictures;
import io.bitgap.dataset.TestPictures.Picture;
import io.bitgap.format.Sha256;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/** {@code GET /datasets/{name}/test/{index}}: one test image as PNG. */
@RestController
class TestPictureController {
    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable();

    private final TestPictures pictures;

    TestPictureController(Datasets datasets) {
        this.pictures = new TestPictures(datasets);
    }

    @Operation(
            summary = "One test image as PNG",
            description =
                    "As networks get it, but for normalization. With a checksum that the data set no longer has it is"
                            + " 410, and what is answered otherwise may be kept for ever.")
    @ApiResponse(
            responseCode = "200",
            description = "The picture",
            content = @Content(mediaType = "image/png", schema = @Schema(type = "string", format = "binary")))
    @GetMapping("/datasets/{name}/test/{index}")
    ResponseEntity<byte[]> picture(
            @Parameter(example = "shapes10") @PathVariable String name,
            @Parameter(description = "place in the test split, from 0", example = "0") @PathVariable int index,
            @Parameter(description = "limits.testExamples of the run that index is from; 0 for the whole split")
                    @RequestParam(defaultValue = "0")
                    int testExamples,
            @Parameter(description = "of the data set that index is from") @RequestParam @Nullable String checksum,
            ServletWebRequest request) {
        Picture picture = pictures.of(name, testExamples, index, checksum);
        String etag = "\"" + Sha256.of(picture.png()) + "\"";
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok()
                .eTag(etag)
                .cacheControl(checksum == null ? CacheControl.noCache() : FOR_EVER)
                .contentType(MediaType.IMAGE_PNG);
        return request.checkNotModified(etag) ? answer.build() : answer.body(picture.png());
    }
}
