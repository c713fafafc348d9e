package io.bitgap.training;

import io.bitgap.dataset.Datasets;
import io.bitgap.dataset.ImageDataset;
import java.nio.file.Path;
import java.util.Map;

/** The images that come along, drawn once for all tests. */
final class DrawnShapes {
    static final ImageDataset ALL = new Datasets(Path.of("unused"), Map.of()).load("shapes10");

    private DrawnShapes() {}
}
