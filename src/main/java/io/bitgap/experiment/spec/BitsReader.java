package io.bitgap.experiment.spec;

import io.bitgap.json.JsonObjectReader;
import io.bitgap.json.JsonProblems;
import io.bitgap.json.JsonText;
import io.bitgap.training.BitWidths;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Reads the rows of the grid: {@code "4"}, {@code 4}, {@code "w3a4"} or {@code {"weights": 3, "activations": 4}}. */
final class BitsReader {
    private static final int MAX_ROWS = 64;
    private static final Pattern BOTH = Pattern.compile("\\d{1,3}");
    private static final Pattern EACH = Pattern.compile("w(\\d{1,3})a(\\d{1,3})");
    private static final String RIGHT = "bits are 1 to 8, or 32 for fp32";

    private final JsonProblems problems;

    BitsReader(JsonProblems problems) {
        this.problems = problems;
    }

    List<BitWidths> read(JsonNode node, String pointer) {
        List<BitWidths> settings = new ArrayList<>();
        Set<BitWidths> seen = new HashSet<>();
        int index = 0;
        for (JsonNode element : JsonObjectReader.array(node, pointer, MAX_ROWS, problems)) {
            String place = pointer + "/" + index++;
            setting(element, place).ifPresent(setting -> {
                if (setting.equals(BitWidths.FP32)) {
                    problems.add(
                            place,
                            "baseline-setting",
                            "32 bits for both is the fp32 baseline, which every seed gets by itself; leave it out.");
                } else if (!seen.add(setting)) {
                    problems.add(place, "duplicate-bits", setting.label() + " is there twice; leave one out.");
                } else {
                    settings.add(setting);
                }
            });
        }
        return settings;
    }

    private Optional<BitWidths> setting(JsonNode node, String place) {
        if (node.isNumber()) {
            return both(node.longValueOpt(), JsonObjectReader.kind(node), place);
        }
        if (node.isString()) {
            return fromText(node.stringValue().strip(), place);
        }
        if (node.isObject()) {
            return JsonObjectReader.of(node, place, problems, "weights", "activations")
                    .flatMap(this::fromObject);
        }
        problems.add(place, "wrong-type", right() + ", not " + JsonObjectReader.kind(node) + ".");
        return Optional.empty();
    }

    private Optional<BitWidths> fromText(String text, String place) {
        Matcher each = EACH.matcher(text);
        if (each.matches()) {
            return pair(Long.parseLong(each.group(1)), Long.parseLong(each.group(2)), JsonText.quote(text), place);
        }
        if (BOTH.matcher(text).matches()) {
            return both(OptionalLong.of(Long.parseLong(text)), JsonText.quote(text), place);
        }
        problems.add(place, "bad-bits", right() + ", not " + JsonText.quote(text) + ".");
        return Optional.empty();
    }

    private Optional<BitWidths> fromObject(JsonObjectReader fields) {
        OptionalLong weights = role(fields, "weights");
        OptionalLong activations = role(fields, "activations");
        if (weights.isEmpty() || activations.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new BitWidths((int) weights.getAsLong(), (int) activations.getAsLong()));
    }

    private OptionalLong role(JsonObjectReader fields, String name) {
        Optional<JsonNode> node = fields.required(name, RIGHT);
        if (node.isEmpty()) {
            return OptionalLong.empty();
        }
        OptionalLong bits = node.get().isNumber() ? node.get().longValueOpt() : OptionalLong.empty();
        if (bits.isEmpty() || !BitWidths.allowed(bits.getAsLong())) {
            problems.add(
                    fields.pointer(name),
                    "bits-out-of-range",
                    RIGHT + ", not " + JsonObjectReader.kind(node.get()) + ".");
            return OptionalLong.empty();
        }
        return bits;
    }

    private Optional<BitWidths> both(OptionalLong bits, String given, String place) {
        long value = bits.orElse(0);
        return pair(value, value, given, place);
    }

    private Optional<BitWidths> pair(long weights, long activations, String given, String place) {
        if (!BitWidths.allowed(weights) || !BitWidths.allowed(activations)) {
            problems.add(place, "bits-out-of-range", RIGHT + ", not " + given + ".");
            return Optional.empty();
        }
        return Optional.of(new BitWidths((int) weights, (int) activations));
    }

    private static String right() {
        return "must be like \"4\", \"w3a4\" or {\"weights\": 3, \"activations\": 4}";
    }
}
