package io.bitgap.json;

import io.bitgap.format.Sha256;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes JSON canonically, keys sorted and without white space, so that equal content has an equal hash. */
public final class CanonicalJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private CanonicalJson() {}

    /** @param sha256 lower-case hex of the UTF-8 bytes of {@code json} */
    public record Document(String json, String sha256) {}

    public static Document of(Object value) {
        String json = MAPPER.writeValueAsString(value);
        return new Document(json, Sha256.of(json));
    }

    public static <T> T read(String json, Class<T> type) {
        return MAPPER.readValue(json, type);
    }

    /** The content of a JSON column, keys in order again: PostgreSQL keeps them in one of its own. */
    public static Map<String, Object> object(String json) {
        TypeReference<Map<String, Object>> type = new TypeReference<>() {};
        return MAPPER.readValue(of(MAPPER.readValue(json, type)).json(), type);
    }
}
