package io.bitgap.account;

import java.io.Serializable;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who does something: a person, a person's token, or the service itself.
 *
 * @param id of the person; null for the service and where nobody signs in
 * @param name as it is shown and stored in {@code createdBy}
 * @param token of the token that the request came with
 */
public record Actor(
        @Nullable UUID id,
        String name,
        PersonRole role,
        @Nullable UUID token) implements Serializable {
    /** Everyone who reaches a service without accounts. */
    public static final Actor LOCAL = new Actor(null, "local", PersonRole.ADMIN, null);

    /** What the service does by itself. */
    public static final Actor SERVICE = new Actor(null, "bitgap", PersonRole.ADMIN, null);

    public Actor(UUID id, String name, PersonRole role) {
        this(id, name, role, null);
    }

    /** Whether they see private experiments of others. */
    public boolean seesEverything() {
        return role.includes(PersonRole.OPERATOR);
    }
}
