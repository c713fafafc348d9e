package io.bitgap.account.web;

import io.bitgap.account.PersonRole;
import io.bitgap.json.JsonObjectReader;
import io.bitgap.json.JsonProblems;
import io.bitgap.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fields of the small documents that people and tokens are made and changed with; those that an address does not take are null.
 *
 * @param name of a person or a token
 * @param disabled whether a person can do nothing
 * @param days until a token ends
 */
record AccountBody(
        @Nullable String name,
        @Nullable PersonRole role,
        @Nullable Boolean disabled,
        @Nullable Integer days) {
    private static final Map<String, PersonRole> ROLES = new TreeMap<>();

    static {
        Stream.of(PersonRole.values()).forEach(role -> ROLES.put(role.word(), role));
    }

    private static final int MAX_NAME = 100;
    private static final int MOST_DAYS = 100_000;

    /** @throws io.bitgap.problem.Problem (400, 422) with everything that is wrong */
    static AccountBody read(InputStream body, String what, String... known) throws IOException {
        JsonProblems problems = new JsonProblems();
        AccountBody read = JsonObjectReader.of(
                        StrictJson.read(body, what, "it is a few fields long"), "", problems, known)
                .map(AccountBody::of)
                .orElse(new AccountBody(null, null, null, null));
        problems.throwIfAny("invalid-" + what, "The " + what + " is not as it has to be: ");
        return read;
    }

    private static AccountBody of(JsonObjectReader fields) {
        return new AccountBody(
                fields.text("name", MAX_NAME).orElse(null),
                fields.choice("role", ROLES).orElse(null),
                fields.node("disabled").isPresent() ? fields.flag("disabled", false) : null,
                fields.node("days").isPresent() ? fields.integer("days", 0, 1, MOST_DAYS) : null);
    }
}
