package io.bitgap.listing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The position where a page ended, as text: the sort keys and the id of its last row, and the list that it belongs to. */
final class PageToken {
    private static final JsonMapper JSON = JsonMapper.shared();

    private PageToken() {}

    /** The last row of a page: its values in the order of the sort keys, null where it has none. */
    record Position(List<@Nullable Object> keys, UUID id) {}

    private record Content(String of, @Nullable String[] keys, String id) {}

    static String write(ListQuery query, List<@Nullable String> keys, String id) {
        byte[] content = JSON.writeValueAsBytes(new Content(mark(query), keys.toArray(new @Nullable String[0]), id));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(content);
    }

    /** Empty for what this class has not written for such a query. */
    static Optional<Position> read(String token, ListQuery query) {
        try {
            Content content = JSON.readValue(Base64.getUrlDecoder().decode(token), Content.class);
            return content != null && mark(query).equals(content.of) ? position(content, query) : Optional.empty();
        } catch (IllegalArgumentException | JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<Position> position(Content content, ListQuery query) {
        Optional<Object> id = Optional.ofNullable(content.id).flatMap(ValueKind.ID::parse);
        List<@Nullable String> texts = content.keys == null ? List.of() : Arrays.asList(content.keys);
        if (id.isEmpty() || texts.size() != query.order().size()) {
            return Optional.empty();
        }
        List<@Nullable Object> keys = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            SortKey key = query.order().get(i).key();
            String text = texts.get(i);
            Optional<Object> value =
                    text == null ? Optional.empty() : key.kind().parse(text);
            if (value.isEmpty() && (text != null || !key.nullable())) {
                return Optional.empty();
            }
            keys.add(value.orElse(null));
        }
        return Optional.of(new Position(keys, (UUID) id.get()));
    }

    /** Eight letters are enough to notice a mistake; nothing is kept from anybody here. */
    private static String mark(ListQuery query) {
        return UUID.nameUUIDFromBytes(query.shape().getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 8);
    }
}
