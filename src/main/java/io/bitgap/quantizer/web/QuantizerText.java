package io.bitgap.quantizer.web;

import io.bitgap.quantizer.LevelConvention;
import io.bitgap.quantizer.Option;
import io.bitgap.quantizer.QuantizerDescription;
import io.bitgap.quantizer.QuantizerParameter;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Quantizers;
import io.bitgap.quantizer.Role;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A quantizer as a page tells it.
 *
 * @param paper address of the paper, empty where the source has no arXiv number
 */
public record QuantizerText(
        String name, String sentence, String whenToUse, String source, String paper, List<InRole> roles) {
    private static final Pattern ARXIV = Pattern.compile("arXiv (\\d{4}\\.\\d{4,5})");
    private static final int DEFAULT_BITS = 4;

    /**
     * One of its roles.
     *
     * @param formula forward map and gradients, one a line
     * @param parameters what it keeps with the default options
     */
    public record InRole(
            String role, List<String> formula, List<Option> options, List<QuantizerParameter> parameters) {}

    static QuantizerText of(QuantizerDescription quantizer) {
        Matcher number = ARXIV.matcher(quantizer.source());
        return new QuantizerText(
                quantizer.name(),
                quantizer.sentence(),
                quantizer.whenToUse(),
                quantizer.source(),
                number.find() ? "https://arxiv.org/abs/" + number.group(1) : "",
                quantizer.options().keySet().stream()
                        .sorted(Comparator.naturalOrder())
                        .map(role -> inRole(quantizer, role))
                        .toList());
    }

    /** Whether it takes any option. */
    public boolean hasOptions() {
        return roles.stream().anyMatch(role -> !role.options().isEmpty());
    }

    /** Whether it keeps anything. */
    public boolean hasParameters() {
        return roles.stream().anyMatch(role -> !role.parameters().isEmpty());
    }

    private static InRole inRole(QuantizerDescription quantizer, Role role) {
        QuantizerSpec spec = new QuantizerSpec(quantizer.name(), role, DEFAULT_BITS, Map.of(), LevelConvention.BITS);
        return new InRole(
                role.word(),
                List.of(quantizer.formula().getOrDefault(role, "").split("; ")),
                Quantizers.optionsOf(quantizer.name(), role),
                Quantizers.of(spec).parameters());
    }
}
