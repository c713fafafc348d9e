package io.bitgap.network.upload;

import java.util.List;

/**
 * A network as the document has it.
 *
 * @param input name of its input
 * @param output name of its last vertex
 */
record Document(String input, String output, List<Vertex> vertices) {}
