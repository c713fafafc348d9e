package io.bitgap.training;

import io.bitgap.graph.AttachedLayer;
import io.bitgap.graph.InputNode;
import io.bitgap.network.ImageShape;
import io.bitgap.network.NetworkDetails;
import io.bitgap.network.Networks;
import io.bitgap.quantizer.QuantizerSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A quantizer of activations that is not the one that the method names, since the method's would cut off negative values there, or
 * round pixels that have 8 bits already.
 *
 * @param quantizer the method's
 * @param bits that it would have had
 * @param standIn the one that is attached
 * @param standInBits its bits
 * @param layers whose inputs it quantizes, in the order of the data
 */
public record Replacement(String quantizer, int bits, String standIn, int standInBits, List<String> layers) {
    public Replacement {
        layers = List.copyOf(layers);
    }

    private record Pair(String quantizer, int bits, String standIn, int standInBits) {}

    /** Of a plan that can be trained; empty where the method's quantizers stand everywhere, as in fp32. */
    public static List<Replacement> of(TrainingPlan plan) {
        if (plan.method() == null) {
            return List.of();
        }
        NetworkDetails network = plan.definition() == null
                ? Networks.details(plan.network()).orElseThrow()
                : Networks.uploaded(plan.network(), plan.definition(), "");
        // where values may be negative does not depend on the size of the images
        ImageShape images = network.images();
        int classes = network.description().countedClasses();
        return of(PlannedNetwork.of(plan, AttachPlan.of(plan), images, classes).layers(), plan, images, classes);
    }

    /** @param real the layers of the plan as they are attached */
    static List<Replacement> of(List<AttachedLayer> real, TrainingPlan plan, ImageShape images, int classes) {
        if (plan.method() == null) {
            return List.of();
        }
        List<AttachedLayer> asked =
                PlannedNetwork.of(plan, AttachPlan.asked(plan), images, classes).layers();
        Map<Pair, List<String>> found = new LinkedHashMap<>();
        for (int layer = 0; layer < real.size(); layer++) {
            for (int input = 0; input < real.get(layer).inputs().size(); input++) {
                QuantizerSpec there = real.get(layer).inputs().get(input).spec();
                QuantizerSpec wanted = asked.get(layer).inputs().get(input).spec();
                List<String> layers = found.computeIfAbsent(
                        new Pair(wanted.quantizer(), wanted.bits(), there.quantizer(), there.bits()),
                        pair -> new ArrayList<>());
                if (!layers.contains(real.get(layer).name())) {
                    layers.add(real.get(layer).name());
                }
            }
        }
        return found.entrySet().stream()
                .filter(each -> replaced(each.getKey()))
                .map(each -> new Replacement(
                        each.getKey().quantizer(),
                        each.getKey().bits(),
                        each.getKey().standIn(),
                        each.getKey().standInBits(),
                        each.getValue()))
                .toList();
    }

    private static boolean replaced(Pair pair) {
        return !pair.quantizer().equals(pair.standIn()) || pair.bits() != pair.standInBits();
    }

    /** {@code exact pixels, 8 bits, stand for pact at the input of 1 layer: stem}, or {@code int8 stands in for pact at the inputs of 2 layers, which may be negative: add1, add2}. */
    public String text() {
        String many = layers.size() == 1 ? "the input of 1 layer" : "the inputs of " + layers.size() + " layers";
        if (standIn.equals(InputNode.PIXELS.quantizer())) {
            return standIn + ", " + standInBits + " bits, stand for " + quantizer + " at " + many + ": "
                    + String.join(", ", layers);
        }
        String other = quantizer.equals(standIn)
                ? quantizer + " has " + standInBits + " bits"
                : standIn + (standInBits == bits ? "" : " with " + standInBits + " bits") + " stands in for "
                        + quantizer;
        return other + " at " + many + ", which may be negative: " + String.join(", ", layers);
    }
}
