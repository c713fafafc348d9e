package io.bitgap.run;

import java.util.UUID;

/** Published inside the transaction that completes a run. */
public record RunCompleted(UUID runId) {}
