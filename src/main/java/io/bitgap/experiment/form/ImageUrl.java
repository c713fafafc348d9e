package io.bitgap.experiment.form;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Encodes a picture as a data URL: as an image it can neither run scripts nor load anything. */
final class ImageUrl {
    private ImageUrl() {}

    static String of(String svg) {
        return "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
    }
}
