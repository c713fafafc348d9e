package io.bitgap.account;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Somebody who may sign in. */
public record Person(
        UUID id,
        @Schema(description = "what they sign in with") String name,
        PersonRole role,

        @Schema(description = "the OpenID Connect provider that they sign in with; null for those with a password here")
        @Nullable
        String issuer,

        Instant createdAt,

        @Schema(description = "since when they can do nothing; null for those who can") @Nullable
        Instant disabledAt,

        @Nullable Instant lastSeenAt) {
    public boolean disabled() {
        return disabledAt != null;
    }

    Actor actor() {
        return new Actor(id, name, role);
    }
}
