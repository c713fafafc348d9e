package io.bitgap.experiment.spec;

import io.bitgap.graph.Operation;
import io.bitgap.graph.Operations;
import io.bitgap.json.JsonObjectReader;
import io.bitgap.json.JsonProblems;
import io.bitgap.json.JsonText;
import io.bitgap.training.EdgeLayer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Reads where quantizers go: edges, operations with their counts, ignored layers, overrides. */
final class AttachReader {
    private static final int MAX_NAMES = 1000;
    private static final int MAX_NAME_LENGTH = 200;
    private static final int MAX_COUNT = 10_000;
    private static final Map<String, EdgeLayer> EDGES =
            new TreeMap<>(Map.of("keep", EdgeLayer.KEEP, "8bit", EdgeLayer.EIGHT_BIT, "same", EdgeLayer.SAME));
    private static final Map<String, Operation> OPERATIONS = JsonText.of(Operation.values());

    private final JsonProblems problems;

    AttachReader(JsonProblems problems) {
        this.problems = problems;
    }

    AttachSpec read(JsonNode node, String pointer) {
        return JsonObjectReader.of(
                        node,
                        pointer,
                        problems,
                        "firstLayer",
                        "lastLayer",
                        "ignore",
                        "operations",
                        "skip",
                        "stop",
                        "overrides")
                .map(attach -> {
                    List<String> ignore = ignore(attach);
                    return new AttachSpec(
                            attach.choice("firstLayer", EDGES).orElse(null),
                            attach.choice("lastLayer", EDGES).orElse(null),
                            ignore,
                            new Operations(quantized(attach), counts(attach, "skip"), counts(attach, "stop")),
                            new OverrideReader(problems).read(attach, ignore));
                })
                .orElse(AttachSpec.DEFAULT);
    }

    private List<String> ignore(JsonObjectReader attach) {
        Optional<JsonNode> node = attach.node("ignore");
        if (node.isEmpty() || node.get().isArray() && node.get().isEmpty()) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        String pointer = attach.pointer("ignore");
        for (JsonNode element : JsonObjectReader.array(node.get(), pointer, MAX_NAMES, problems)) {
            JsonObjectReader.text(element, pointer + "/" + names.size(), MAX_NAME_LENGTH, problems)
                    .ifPresent(names::add);
        }
        return names;
    }

    private Set<Operation> quantized(JsonObjectReader attach) {
        Optional<JsonNode> node = attach.node("operations");
        if (node.isEmpty()) {
            return Operations.DEFAULT.quantized();
        }
        Set<Operation> quantized = EnumSet.noneOf(Operation.class);
        String pointer = attach.pointer("operations");
        int index = 0;
        for (JsonNode element : JsonObjectReader.array(node.get(), pointer, OPERATIONS.size(), problems)) {
            String place = pointer + "/" + index++;
            JsonObjectReader.text(element, place, MAX_NAME_LENGTH, problems)
                    .flatMap(word -> operation(word, place))
                    .ifPresent(quantized::add);
        }
        return quantized;
    }

    private Optional<Operation> operation(String word, String place) {
        Optional<Operation> operation = Optional.ofNullable(OPERATIONS.get(word));
        if (operation.isEmpty()) {
            problems.add(
                    place,
                    "unknown-value",
                    "must be one of " + JsonText.list(OPERATIONS.keySet()) + ", not " + JsonText.quote(word) + ".");
        }
        return operation;
    }

    private Map<Operation, Integer> counts(JsonObjectReader attach, String name) {
        Map<Operation, Integer> counts = new EnumMap<>(Operation.class);
        attach.node(name)
                .flatMap(node -> JsonObjectReader.of(
                        node,
                        attach.pointer(name),
                        problems,
                        OPERATIONS.keySet().toArray(String[]::new)))
                .ifPresent(given -> OPERATIONS.forEach((word, operation) -> {
                    if (given.node(word).isPresent()) {
                        counts.put(operation, given.integer(word, 0, 0, MAX_COUNT));
                    }
                }));
        return counts;
    }
}
