package io.bitgap.network.definition;

import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** A definition as text: one text for one content. Kinds of nodes are read from a fixed list of words. */
public final class DefinitionText {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private DefinitionText() {}

    public static String of(NetworkDefinition definition) {
        return MAPPER.writeValueAsString(definition);
    }

    /** @param text what {@link #of} has written */
    public static NetworkDefinition read(String text) {
        return MAPPER.readValue(text, NetworkDefinition.class);
    }
}
