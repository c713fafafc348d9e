package io.bitgap.listing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTokenTests {
    private static final UUID ID = UUID.fromString("01a224ef-7a1c-75c4-93fa-0bcfac3f9c2a");
    private static final ListSchema SCHEMA = new ListSchema(
            "run r",
            "r.id",
            List.of(
                    SortKey.of("name", "r.name", ValueKind.TEXT),
                    SortKey.orNull("top1", "r.last_top1", ValueKind.FRACTION)),
            List.of(),
            "name");

    private final ListQuery query = sorted("-top1,name");

    private static ListQuery sorted(String sort) {
        return SCHEMA.read(Map.of("sort", List.of(sort)), List.of());
    }

    @Test
    void theLastRowIsReadBackAsItWas() {
        String token = PageToken.write(query, List.of("0.9035", "ä, \"b\""), ID.toString());
        assertThat(token).matches("[A-Za-z0-9_-]+");
        assertThat(PageToken.read(token, query)).hasValue(new PageToken.Position(List.of(0.9035, "ä, \"b\""), ID));
    }

    @Test
    void aRowWithoutAValueIsAPlaceToo() {
        String token = PageToken.write(query, Arrays.asList(null, "pact"), ID.toString());
        assertThat(PageToken.read(token, query)).hasValue(new PageToken.Position(Arrays.asList(null, "pact"), ID));
    }

    @Test
    void anotherOrderDoesNotTakeIt() {
        String token = PageToken.write(query, List.of("0.9", "pact"), ID.toString());
        assertThat(PageToken.read(token, sorted("top1,name"))).isEmpty();
        assertThat(PageToken.read(token, sorted("name,-top1"))).isEmpty();
        assertThat(PageToken.read(token, sorted("-top1"))).isEmpty();
    }

    @Test
    void valuesThatNoRowHasAreRefused() {
        String id = ID.toString();
        assertThat(PageToken.read(PageToken.write(query, Arrays.asList("0.9", null), id), query))
                .as("every row has a name")
                .isEmpty();
        assertThat(PageToken.read(PageToken.write(query, List.of("90 %", "pact"), id), query))
                .isEmpty();
        assertThat(PageToken.read(PageToken.write(query, List.of("0.9"), id), query))
                .isEmpty();
        assertThat(PageToken.read(PageToken.write(query, List.of("0.9", "pact"), "7"), query))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%", "null", "{}", "[]", "{\"of\": 1}"})
    void whatNobodyWroteHereIsRefused(String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        assertThat(PageToken.read(content, query)).isEmpty();
        assertThat(PageToken.read(Base64.getUrlEncoder().encodeToString(bytes), query))
                .isEmpty();
    }
}
