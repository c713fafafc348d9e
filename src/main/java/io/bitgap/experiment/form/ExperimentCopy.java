package io.bitgap.experiment.form;

import io.bitgap.experiment.ExperimentView;
import io.bitgap.experiment.spec.SpecWithoutDefaults;
import tools.jackson.databind.node.ObjectNode;

/** A stored experiment as the beginning of a new one. */
final class ExperimentCopy {
    private static final String SUFFIX = " (copy)";
    private static final int MAX_NAME_LENGTH = 200;

    private ExperimentCopy() {}

    static ObjectNode of(ExperimentView experiment) {
        ObjectNode spec = SpecWithoutDefaults.of(experiment.spec());
        String name = experiment.name();
        int room = Math.min(name.codePointCount(0, name.length()), MAX_NAME_LENGTH - SUFFIX.length());
        ObjectNode ordered = JsonPaths.object();
        ordered.put("name", name.substring(0, name.offsetByCodePoints(0, room)) + SUFFIX);
        for (String field : java.util.List.of("network", "dataset", "methods", "bits", "seeds")) {
            ordered.set(field, spec.get(field));
        }
        JsonPaths.join(ordered, spec);
        return ordered;
    }
}
