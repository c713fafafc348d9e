package io.bitgap.network.upload;

import java.util.List;

/**
 * A vertex as the document has it.
 *
 * @param place of its layer, or of itself when it has none
 * @param preProcessor what reshapes its input
 * @param hasLayer whether it is a layer
 */
record Vertex(String name, List<String> inputs, JsonCursor place, JsonCursor preProcessor, boolean hasLayer) {}
