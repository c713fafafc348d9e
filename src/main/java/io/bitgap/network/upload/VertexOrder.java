package io.bitgap.network.upload;

import io.bitgap.json.JsonProblems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who reads whom: every input exists, nothing goes in circles, everything leads to the output. */
final class VertexOrder {
    private final Document document;
    private final JsonProblems problems;
    private final Map<String, Vertex> byName = new HashMap<>();

    VertexOrder(Document document, JsonProblems problems) {
        this.document = document;
        this.problems = problems;
        document.vertices().forEach(vertex -> byName.put(vertex.name(), vertex));
    }

    /** The vertices, each after its inputs; where that leaves a choice, in the document's order. */
    List<Vertex> ordered() {
        if (byName.containsKey(document.input())) {
            problems.add(
                    byName.get(document.input()).place().pointer(),
                    "duplicate-name",
                    document.input() + " is the network's input and a vertex; give one of them another name.");
        }
        document.vertices().forEach(this::checkInputs);
        if (!byName.containsKey(document.output())) {
            problems.add(
                    document.vertices().get(0).place().pointer(),
                    "no-output",
                    "There is no vertex of the output's name, '" + document.output() + "'.");
        }
        if (!problems.none()) {
            return List.of();
        }
        List<Vertex> order = sorted();
        if (problems.none()) {
            checkUse();
        }
        return order;
    }

    private void checkInputs(Vertex vertex) {
        if (vertex.inputs().isEmpty()) {
            problems.add(
                    vertex.place().pointer(), "no-input", vertex.name() + " has no input; name it in vertexInputs.");
        }
        for (String input : vertex.inputs()) {
            if (!byName.containsKey(input) && !input.equals(document.input())) {
                problems.add(
                        vertex.place().pointer(),
                        "dangling-input",
                        vertex.name() + " reads '" + input + "', and nothing has that name.");
            }
        }
    }

    private List<Vertex> sorted() {
        Set<String> done = new HashSet<>(Set.of(document.input()));
        List<Vertex> order = new ArrayList<>();
        Set<Vertex> waiting = new LinkedHashSet<>(document.vertices());
        while (!waiting.isEmpty()) {
            int before = order.size();
            waiting.removeIf(vertex -> {
                boolean ready = done.containsAll(vertex.inputs());
                if (ready) {
                    done.add(vertex.name());
                    order.add(vertex);
                }
                return ready;
            });
            if (order.size() == before) {
                Vertex first = waiting.iterator().next();
                problems.add(
                        first.place().pointer(),
                        "cycle",
                        "The network goes in a circle: " + String.join(" -> ", circle(first, done)) + ".");
                return List.of();
            }
        }
        return order;
    }

    /** From a vertex against the arrows until one comes again, then in their direction. */
    private List<String> circle(Vertex start, Set<String> done) {
        List<String> path = new ArrayList<>();
        Vertex at = start;
        while (!path.contains(at.name())) {
            path.add(at.name());
            at = at.inputs().stream()
                    .filter(input -> !done.contains(input))
                    .map(byName::get)
                    .findFirst()
                    .orElseThrow();
        }
        List<String> circle = new ArrayList<>(path.subList(path.indexOf(at.name()), path.size()));
        circle.add(at.name());
        java.util.Collections.reverse(circle);
        return circle;
    }

    private void checkUse() {
        Set<String> used = new HashSet<>(Set.of(document.output()));
        document.vertices().forEach(vertex -> used.addAll(vertex.inputs()));
        for (Vertex vertex : document.vertices()) {
            if (!used.contains(vertex.name())) {
                problems.add(
                        vertex.place().pointer(),
                        "unused",
                        "Nothing reads " + vertex.name() + ", and it is not the output; leave it out.");
            }
        }
        document.vertices().stream()
                .filter(vertex -> vertex.inputs().contains(document.output()))
                .forEach(vertex -> problems.add(
                        vertex.place().pointer(), "behind-output", vertex.name() + " reads the output; nothing may."));
    }
}
