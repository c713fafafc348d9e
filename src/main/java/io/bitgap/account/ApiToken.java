package io.bitgap.account;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A token of a person's, without its secret, which is kept nowhere. */
public record ApiToken(
        UUID id,
        String name,

        @Schema(description = "what it may do at most; never more than its owner")
        PersonRole role,

        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant lastUsedAt) {}
