package io.bitgap.comparison;

import io.bitgap.problem.FieldProblem;
import io.bitgap.problem.Problem;
import io.bitgap.quantizer.Bits;
import io.bitgap.quantizer.QuantizerPair;
import io.bitgap.training.BitWidths;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a number that a person cites; everything that is wrong with it is found at once, each with its pointer. */
final class PublishedReading {
    /** The {@code table} of a number whose adder names none; those of one source are compared with its fp32 there. */
    static final String ADDED = "added";

    private static final int MAX_NAME_LENGTH = 100;
    private static final int MAX_TEXT_LENGTH = 500;
    private static final Set<String> FIELDS = Set.of(
            "table", "dataset", "network", "method", "weightBits", "activationBits", "top1", "kind", "source", "note");

    private final JsonNode body;
    private final List<FieldProblem> problems = new ArrayList<>();

    private PublishedReading(JsonNode body) {
        this.body = body;
    }

    static PublishedNumber of(JsonNode body, String addedBy) {
        return new PublishedReading(body).read(addedBy);
    }

    private PublishedNumber read(String addedBy) {
        if (!body.isObject()) {
            wrong("", "not-an-object", "A published number is a JSON object.");
            throw refused();
        }
        body.propertyNames().stream().filter(name -> !FIELDS.contains(name)).forEach(this::unknown);
        String network = required("network", MAX_NAME_LENGTH, "resnet20");
        String dataset = required("dataset", MAX_NAME_LENGTH, "cifar10");
        String method = QuantizerPair.named(required("method", MAX_NAME_LENGTH, "pact, w-google-act-pact or fp32"))
                .canonical()
                .name();
        int weightBits = bits("weightBits");
        int activationBits = bits("activationBits");
        if (method.equals(MeasuredCell.BASELINE)
                && problems.isEmpty()
                && !new BitWidths(weightBits, activationBits).equals(BitWidths.FP32)) {
            wrong(
                    weightBits == Bits.FP32 ? "activationBits" : "weightBits",
                    "not-fp32",
                    "fp32 has 32 bits on both sides.");
        }
        double top1 = top1();
        String kind = kind();
        String source = required("source", MAX_TEXT_LENGTH, "PACT, arXiv 1805.06085, table 3, or an address");
        String note = text("note", MAX_TEXT_LENGTH);
        String table = text("table", MAX_NAME_LENGTH);
        if (!problems.isEmpty()) {
            throw refused();
        }
        return new PublishedNumber(
                table == null ? ADDED : table,
                dataset,
                network,
                method,
                weightBits,
                activationBits,
                top1,
                kind,
                source,
                note,
                addedBy);
    }

    /** Absent, null and blank are the same; white space in it is a single space each. */
    private @Nullable String text(String field, int longest) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            wrong(field, "not-text", field + " must be text.");
            return null;
        }
        String text = value.stringValue().strip().replaceAll("\\s+", " ");
        if (text.length() > longest) {
            wrong(field, "too-long", field + " may have " + longest + " characters, not " + text.length() + ".");
        } else if (text.codePoints().anyMatch(PublishedReading::unprintable)) {
            wrong(field, "unprintable", field + " has characters that cannot be printed.");
        }
        return text.isEmpty() ? null : text;
    }

    private String required(String field, int longest, String example) {
        int before = problems.size();
        String text = text(field, longest);
        if (text == null && problems.size() == before) {
            wrong(field, "missing", field + " is missing; for example " + example + ".");
        }
        return text == null ? "" : text;
    }

    private String kind() {
        String kind = required("kind", MAX_NAME_LENGTH, "paper");
        if (!kind.isEmpty() && !kind.equals("paper") && !kind.equals("reproduction")) {
            wrong("kind", "unknown-kind", "kind is paper (the method's authors) or reproduction (somebody else).");
        }
        return kind;
    }

    private int bits(String field) {
        JsonNode value = body.path(field);
        int bits = value.isIntegralNumber() && value.canConvertToInt() ? value.intValue() : 0;
        if (!BitWidths.allowed(bits)) {
            wrong(field, "unknown-bits", field + " is a whole number from 1 to 8, or 32 for fp32.");
        }
        return bits;
    }

    private double top1() {
        JsonNode value = body.path("top1");
        double top1 = value.isNumber() ? value.doubleValue() : Double.NaN;
        if (!(top1 >= 0 && top1 <= 1)) {
            String fraction = "top1 is a fraction from 0 to 1: 91.3 per cent is 0.913.";
            wrong("top1", value.isMissingNode() ? "missing" : "not-a-fraction", fraction);
        }
        return top1;
    }

    private void unknown(String name) {
        String pointer = name.replace("~", "~0").replace("/", "~1");
        String fields = String.join(", ", FIELDS.stream().sorted().toList());
        wrong(pointer, "unknown-field", "There is no field \"" + name + "\" here; there are " + fields + ".");
    }

    private void wrong(String field, String code, String message) {
        problems.add(new FieldProblem(field.isEmpty() ? "" : "/" + field, code, message));
    }

    private Problem refused() {
        return new Problem(
                Problem.Kind.UNPROCESSABLE,
                "invalid-published-number",
                "This number cannot be listed: " + problems.get(0).message(),
                problems);
    }

    private static boolean unprintable(int character) {
        int type = Character.getType(character);
        return type == Character.CONTROL || type == Character.SURROGATE || type == Character.FORMAT;
    }
}
