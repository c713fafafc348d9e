package io.bitgap.network.upload;

import io.bitgap.json.JsonProblems;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the activation function of a layer. */
final class ActivationReader {
    private static final Set<String> RELU_FIELDS = Set.of(Dl4jClasses.CLASS, "max", "threshold", "negativeSlope");

    private static final Pattern KNOWN =
            Pattern.compile(Pattern.quote(Dl4jClasses.ACTIVATIONS + "Activation") + "(\\w{1,40})");

    private ActivationReader() {}

    /**
     * The name of a function that stands at a layer where DL4J computes none, e.g. ReLU; empty for the identity, and for the
     * sigmoid that DL4J writes down where nobody has named a function.
     */
    static Optional<String> withoutEffect(JsonCursor function, LayerValues values) {
        JsonCursor name = function.at(Dl4jClasses.CLASS);
        if (name.absent()) {
            return Optional.empty();
        }
        Matcher known = KNOWN.matcher(name.node().isString() ? name.node().stringValue() : "");
        if (!known.matches()) {
            values.refuse(name, "unsupported-activation", "is no activation function of DL4J; leave it out");
            return Optional.empty();
        }
        return Optional.of(known.group(1)).filter(word -> !word.equals("Identity") && !word.equals("Sigmoid"));
    }

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
