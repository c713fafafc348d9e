package io.bitgap.experiment.web;

import io.bitgap.experiment.ExperimentView;
import io.bitgap.experiment.spec.BriefSpec;
import tools.jackson.databind.node.ObjectNode;

/** A stored experiment as the beginning of a new one. */
final class Fork {
    private static final String SUFFIX = " (copy)";
    private static final int LONGEST_NAME = 200;

    private Fork() {}

    static ObjectNode of(ExperimentView experiment) {
        ObjectNode spec = BriefSpec.of(experiment.spec());
        String name = experiment.name();
        int room = Math.min(name.codePointCount(0, name.length()), LONGEST_NAME - SUFFIX.length());
        ObjectNode ordered = JsonParts.object();
        ordered.put("name", name.substring(0, name.offsetByCodePoints(0, room)) + SUFFIX);
        for (String field : java.util.List.of("network", "dataset", "methods", "bits", "seeds")) {
            ordered.set(field, spec.get(field));
        }
        JsonParts.join(ordered, spec);
        return ordered;
    }
}
