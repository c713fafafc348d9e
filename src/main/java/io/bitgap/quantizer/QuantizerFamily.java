package io.bitgap.quantizer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A quantizer by name. Each lives in a package of its own and is found by {@link java.util.ServiceLoader}, so that one
 * more is a package and a line.
 */
public interface QuantizerFamily {
    String name();

    /** Other names it is asked for by; the first is its short one. */
    default List<String> aliases() {
        return List.of();
    }

    /** What it does, in one sentence. */
    String sentence();

    /** The forward map and its gradient in each role, as plain text with Unicode symbols. */
    Map<Role, String> formula();

    /** When to choose it, and when not, in one or two sentences. */
    String whenToUse();

    /** The paper. */
    String source();

    /** The recipe that suits it better than the default one. */
    default Optional<RecommendedRecipe> recommendedRecipe() {
        return Optional.empty();
    }

    /** What sets a form of it apart that the paper does not have, where these options ask for one: {@code per filter}. */
    default Optional<String> variant(Map<String, Object> options) {
        return Optional.empty();
    }

    /** Whether a method with its activations is trained with batch norm folded into the convolutions, unless told otherwise. */
    default boolean foldsBatchNorm(QuantizerUse use) {
        return false;
    }

    /** Whether it quantizes the first and the last layer where these get 8 bits whatever the method. One quantizer does. */
    default boolean quantizesEdges() {
        return false;
    }

    /**
     * Whether it takes the place, with its option {@code signed}, of those that have no such option where activations may be
     * negative. One quantizer does.
     */
    default boolean standsIn() {
        return false;
    }

    /** The roles for which forms suggest it first; one quantizer does for each. */
    default Set<Role> suggestedFor() {
        return Set.of();
    }

    /** Its options in each role that it has. */
    Map<Role, List<Option>> options();

    /** Makes one; options were checked. */
    Quantizer create(QuantizerSpec spec, OptionValues options);
}
