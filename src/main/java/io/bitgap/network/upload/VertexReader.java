package io.bitgap.network.upload;

import io.bitgap.json.JsonProblems;
import io.bitgap.network.definition.AddNode;
import java.util.Set;

/** Makes a node of a vertex that is no layer. */
final class VertexReader {
    private static final String ELEMENT_WISE = Dl4jClasses.VERTICES + "ElementWiseVertex";

    private VertexReader() {}

    static void read(Vertex vertex, DeclaredShapes stated, JsonProblems problems) {
        JsonCursor type = vertex.place().at(Dl4jClasses.CLASS);
        if (!type.matches(ELEMENT_WISE)) {
            String sentence = type.absent()
                    ? vertex.name() + " has no @class; send what toJson() of DL4J 1.0.0-M2.1 gives."
                    : vertex.name() + " is a " + type.quote() + ", which is not supported.";
            problems.add(type.pointer(), "unsupported-layer", sentence);
            return;
        }
        vertex.place().checkFields(Set.of(Dl4jClasses.CLASS, "op"), problems);
        LayerValues values = new LayerValues(vertex.name(), problems);
        if (!vertex.place().at("op").matches("Add")) {
            values.refuse(vertex.place().at("op"), "unsupported-operation", "must be Add");
        }
        if (vertex.inputs().size() != 2) {
            problems.add(
                    vertex.place().pointer(),
                    "two-inputs",
                    vertex.name() + " must add two inputs, not "
                            + vertex.inputs().size() + ".");
            return;
        }
        stated.node(new AddNode(vertex.name(), vertex.inputs(), false));
    }
}
