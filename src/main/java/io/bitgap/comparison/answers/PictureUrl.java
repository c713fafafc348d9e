package io.bitgap.comparison.answers;

import com.fasterxml.jackson.annotation.JsonValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The address of a test image's picture. */
public record PictureUrl(String dataset, int image, int testExamples, String checksum) {
    @JsonValue
    @Override
    public String toString() {
        return "/datasets/%s/test/%d?testExamples=%d&checksum=%s"
                .formatted(dataset, image, testExamples, URLEncoder.encode(checksum, StandardCharsets.UTF_8));
    }
}
