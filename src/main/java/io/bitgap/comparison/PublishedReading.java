package io.bitgap.comparison;

import io.bitgap.json.JsonObjectReader;
import io.bitgap.json.JsonProblems;
import io.bitgap.quantizer.Bits;
import io.bitgap.quantizer.QuantizerPair;
import io.bitgap.run.PlannedRun;
import io.bitgap.training.BitWidths;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Reads a cited number and reports every mistake in it at once, each with its pointer. */
final class PublishedReading {
    /** The {@code table} of a number whose adder names none; those of one source are compared with its fp32 there. */
    static final String ADDED = "added";

    private static final int MAX_NAME_LENGTH = 100;
    private static final int MAX_TEXT_LENGTH = 500;
    private static final double PER_CENT = 100;
    private static final Map<String, String> KINDS =
            new TreeMap<>(Map.of("paper", "paper", "reproduction", "reproduction"));
    private static final String FRACTION = "a fraction 0..1: 91.3 per cent is 0.913";
    private static final String BITS = "a whole number from 1 to 8, or 32 for fp32";

    private final JsonObjectReader fields;
    private final JsonProblems problems;

    private PublishedReading(JsonObjectReader fields) {
        this.fields = fields;
        this.problems = fields.problems();
    }

    /** @throws io.bitgap.problem.Problem (422) with everything that is wrong */
    static PublishedNumber of(JsonNode body, String addedBy) {
        JsonProblems problems = new JsonProblems();
        Optional<PublishedNumber> number = JsonObjectReader.of(
                        body,
                        "",
                        problems,
                        "table",
                        "dataset",
                        "network",
                        "method",
                        "weightBits",
                        "activationBits",
                        "top1",
                        "kind",
                        "source",
                        "note")
                .flatMap(fields -> new PublishedReading(fields).read(addedBy));
        problems.throwIfAny("invalid-published-number", "This number cannot be listed: ");
        return number.orElseThrow();
    }

    /** Empty where anything is wrong. */
    private Optional<PublishedNumber> read(String addedBy) {
        String network = required("network", MAX_NAME_LENGTH, "resnet20");
        String dataset = required("dataset", MAX_NAME_LENGTH, "cifar10");
        String method = QuantizerPair.named(required("method", MAX_NAME_LENGTH, "pact, w-google-act-pact or fp32"))
                .canonical()
                .name();
        int weightBits = bits("weightBits");
        int activationBits = bits("activationBits");
        if (method.equals(PlannedRun.BASELINE)
                && problems.none()
                && !new BitWidths(weightBits, activationBits).equals(BitWidths.FP32)) {
            String field = weightBits == Bits.FP32 ? "activationBits" : "weightBits";
            problems.add(fields.pointer(field), "not-fp32", "must be 32: fp32 has 32 bits on both sides.");
        }
        double top1 = top1();
        Optional<String> kind = fields.required("kind", "paper (the method's authors) or reproduction (somebody else)")
                .flatMap(node -> fields.choice("kind", KINDS));
        String source = required("source", MAX_TEXT_LENGTH, "PACT, arXiv 1805.06085, table 3, or an address");
        Optional<String> note = text("note", MAX_TEXT_LENGTH);
        Optional<String> table = text("table", MAX_NAME_LENGTH);
        if (!problems.none()) {
            return Optional.empty();
        }
        return Optional.of(new PublishedNumber(
                null,
                table.orElse(ADDED),
                dataset,
                network,
                method,
                weightBits,
                activationBits,
                top1,
                kind.orElseThrow(),
                source,
                note.orElse(null),
                addedBy));
    }

    /** White space in it is a single space each. Two names that look alike must be the same name. */
    private Optional<String> text(String field, int longest) {
        Optional<String> text = fields.text(field, longest).map(given -> given.replaceAll("\\s+", " "));
        if (text.isPresent() && text.get().codePoints().anyMatch(PublishedReading::invisible)) {
            problems.add(fields.pointer(field), "control-character", "must not contain invisible characters.");
        }
        return text;
    }

    private String required(String field, int longest, String example) {
        return fields.required(field, "for example " + example)
                .flatMap(node -> text(field, longest))
                .orElse("");
    }

    private int bits(String field) {
        Optional<JsonNode> node = fields.required(field, BITS);
        OptionalLong bits =
                node.isPresent() && node.get().isNumber() ? node.get().longValueOpt() : OptionalLong.empty();
        if (node.isPresent() && (bits.isEmpty() || !BitWidths.allowed(bits.getAsLong()))) {
            problems.add(
                    fields.pointer(field),
                    "bits-out-of-range",
                    "must be " + BITS + ", not " + JsonObjectReader.kind(node.get()) + ".");
            return 0;
        }
        return (int) bits.orElse(0);
    }

    private double top1() {
        Optional<JsonNode> node = fields.required("top1", FRACTION);
        double top1 = node.map(value -> value.doubleValue(Double.NaN)).orElse(0.0);
        if (node.isPresent() && top1 > 1 && top1 <= PER_CENT) {
            String meant = BigDecimal.valueOf(top1).movePointLeft(2).toPlainString();
            problems.add(
                    fields.pointer("top1"), "out-of-range", "must be a fraction 0..1: did you mean " + meant + "?");
        } else if (node.isPresent() && !(top1 >= 0 && top1 <= 1)) {
            problems.add(
                    fields.pointer("top1"),
                    node.get().isNumber() ? "out-of-range" : "wrong-type",
                    "must be " + FRACTION + ", not " + JsonObjectReader.kind(node.get()) + ".");
        }
        return top1;
    }

    private static boolean invisible(int character) {
        return Character.getType(character) == Character.FORMAT;
    }
}
