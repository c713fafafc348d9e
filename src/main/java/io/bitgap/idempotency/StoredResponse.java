package io.bitgap.idempotency;

import org.jspecify.annotations.Nullable;

/** A stored answer to a request. */
record StoredResponse(
        String requestHash,
        int status,
        @Nullable String contentType,
        @Nullable String location,
        byte[] body) {}
