package io.bitgap.experiment.spec;

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
    private static final int MOST = 64;
    private static final Pattern BOTH = Pattern.compile("\\d{1,3}");
    private static final Pattern EACH = Pattern.compile("w(\\d{1,3})a(\\d{1,3})");
    private static final String RIGHT = "bits are 1 to 8, or 32 for fp32";

    private final Problems problems;

    BitsReader(Problems problems) {
        this.problems = problems;
    }

    List<BitSetting> read(JsonNode node, String pointer) {
        List<BitSetting> settings = new ArrayList<>();
        Set<BitSetting> seen = new HashSet<>();
        int index = 0;
        for (JsonNode element : Fields.array(node, pointer, MOST, problems)) {
            String place = pointer + "/" + index++;
            setting(element, place).ifPresent(setting -> {
                if (setting.weights() == BitSetting.FP32 && setting.activations() == BitSetting.FP32) {
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

    private Optional<BitSetting> setting(JsonNode node, String place) {
        if (node.isNumber()) {
            return both(node.longValueOpt(), Fields.kind(node), place);
        }
        if (node.isString()) {
            return fromText(node.stringValue().strip(), place);
        }
        if (node.isObject()) {
            return Fields.of(node, place, problems, "weights", "activations").flatMap(this::fromObject);
        }
        problems.add(place, "wrong-type", right() + ", not " + Fields.kind(node) + ".");
        return Optional.empty();
    }

    private Optional<BitSetting> fromText(String text, String place) {
        Matcher each = EACH.matcher(text);
        if (each.matches()) {
            return pair(Long.parseLong(each.group(1)), Long.parseLong(each.group(2)), Words.quote(text), place);
        }
        if (BOTH.matcher(text).matches()) {
            return both(OptionalLong.of(Long.parseLong(text)), Words.quote(text), place);
        }
        problems.add(place, "bad-bits", right() + ", not " + Words.quote(text) + ".");
        return Optional.empty();
    }

    private Optional<BitSetting> fromObject(Fields fields) {
        OptionalLong weights = role(fields, "weights");
        OptionalLong activations = role(fields, "activations");
        if (weights.isEmpty() || activations.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new BitSetting((int) weights.getAsLong(), (int) activations.getAsLong()));
    }

    private OptionalLong role(Fields fields, String name) {
        Optional<JsonNode> node = fields.required(name, RIGHT);
        if (node.isEmpty()) {
            return OptionalLong.empty();
        }
        OptionalLong bits = node.get().isNumber() ? node.get().longValueOpt() : OptionalLong.empty();
        if (bits.isEmpty() || !BitSetting.allowed(bits.getAsLong())) {
            problems.add(fields.pointer(name), "bits-out-of-range", RIGHT + ", not " + Fields.kind(node.get()) + ".");
            return OptionalLong.empty();
        }
        return bits;
    }

    private Optional<BitSetting> both(OptionalLong bits, String given, String place) {
        long value = bits.orElse(0);
        return pair(value, value, given, place);
    }

    private Optional<BitSetting> pair(long weights, long activations, String given, String place) {
        if (!BitSetting.allowed(weights) || !BitSetting.allowed(activations)) {
            problems.add(place, "bits-out-of-range", RIGHT + ", not " + given + ".");
            return Optional.empty();
        }
        return Optional.of(new BitSetting((int) weights, (int) activations));
    }

    private static String right() {
        return "must be like \"4\", \"w3a4\" or {\"weights\": 3, \"activations\": 4}";
    }
}
