package io.bitgap.network.upload;

import io.bitgap.json.JsonProblems;
import java.util.Set;

/** Reads the activation function of a layer. */
final class ActivationReader {
    private static final Set<String> RELU_FIELDS = Set.of(Dl4jClasses.CLASS, "max", "threshold", "negativeSlope");

    private ActivationReader() {}

    /** Whether it is a ReLU; otherwise it is the identity, or refused. */
    static boolean relu(JsonCursor function, LayerValues values, JsonProblems problems) {
        JsonCursor name = function.at(Dl4jClasses.CLASS);
        if (name.matches(Dl4jClasses.ACTIVATIONS + "ActivationIdentity")) {
            function.checkFields(Set.of(Dl4jClasses.CLASS), problems);
            return false;
        }
        if (!name.matches(Dl4jClasses.ACTIVATIONS + "ActivationReLU")) {
            values.refuse(
                    name.absent() ? function : name,
                    "unsupported-activation",
                    "is no activation function that can be quantized here; use RELU or IDENTITY");
            return false;
        }
        function.checkFields(RELU_FIELDS, problems);
        for (String field : new String[] {"max", "threshold", "negativeSlope"}) {
            JsonCursor place = function.at(field);
            boolean zero = !field.equals("max")
                    && place.node().isNumber()
                    && place.node().doubleValue() == 0;
            if (!place.absent() && !zero) {
                values.refuse(
                        place, "unsupported-activation", "makes it another function than max(x, 0); leave it out");
            }
        }
        return true;
    }
}
