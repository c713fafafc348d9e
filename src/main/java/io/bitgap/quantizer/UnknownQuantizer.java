package io.bitgap.quantizer;

import io.bitgap.problem.Problem;
import java.util.stream.Collectors;

/** There is no quantizer of that name. */
public class UnknownQuantizer extends Problem {
    private static final long serialVersionUID = 1L;

    public UnknownQuantizer(String name) {
        super(
                Kind.NOT_FOUND,
                "unknown-quantizer",
                "there is no quantizer %s; there are %s"
                        .formatted(
                                name,
                                Quantizers.catalogue().stream()
                                        .map(QuantizerDescription::name)
                                        .collect(Collectors.joining(", "))));
    }
}
