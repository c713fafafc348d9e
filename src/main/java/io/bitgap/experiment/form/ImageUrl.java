package io.bitgap.experiment.form;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A picture that is stored nowhere, as the address of an image: as such it can neither run scripts nor load anything. */
final class ImageUrl {
    private ImageUrl() {}

    static String of(String svg) {
        return "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
    }
}
