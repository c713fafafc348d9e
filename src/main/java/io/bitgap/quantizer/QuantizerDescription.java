package io.bitgap.quantizer;

import java.util.Map;

/**
 * A quantizer as the catalogue shows it.
 *
 * @param sentence what it does, in one sentence
 * @param formula forward map and gradient in each role, as plain text
 * @param whenToUse when to choose it, and when not
 * @param source the paper
 * @param options JSON Schema (draft 2020-12) of the options in each role it has
 * @param learned names of learned parameters by role
 */
public record QuantizerDescription(
        String name,
        String sentence,
        Map<Role, String> formula,
        String whenToUse,
        String source,
        Map<Role, Map<String, Object>> options,
        Map<Role, java.util.List<String>> learned) {}
