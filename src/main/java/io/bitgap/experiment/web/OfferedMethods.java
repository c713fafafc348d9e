package io.bitgap.experiment.web;

import io.bitgap.quantizer.QuantizerDescription;
import io.bitgap.quantizer.Quantizers;
import io.bitgap.quantizer.Role;
import java.util.ArrayList;
import java.util.List;

/** The methods that the form offers: every quantizer that has both roles, and a mixture. */
public final class OfferedMethods {
    private OfferedMethods() {}

    /** @param sentence what it does */
    public record Offer(String name, String sentence) {}

    static List<Offer> all() {
        List<Offer> offers = new ArrayList<>();
        for (QuantizerDescription quantizer : Quantizers.catalogue()) {
            if (quantizer.options().keySet().containsAll(List.of(Role.WEIGHTS, Role.ACTIVATIONS))) {
                offers.add(new Offer(quantizer.name(), quantizer.sentence()));
            }
        }
        offers.add(new Offer("w-google-act-pact", "Weights by google-int8, activations by pact."));
        return offers;
    }
}
