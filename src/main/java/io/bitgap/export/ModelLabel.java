package io.bitgap.export;

import io.bitgap.dataset.ImageDataset;
import java.util.Map;

/**
 * The metadata of a model file and of its input.
 *
 * @param name readable name, such as {@code resnet20-cifar10-w4pact-a4pact-s1-e30-9f3ac2d1}
 * @param data the images it was trained on: size, classes and normalization
 * @param origin where it comes from, e.g. the checkpoint's id
 */
public record ModelLabel(String name, ImageDataset data, Map<String, String> origin) {}
