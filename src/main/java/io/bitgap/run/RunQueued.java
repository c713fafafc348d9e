package io.bitgap.run;

import java.util.UUID;

/** Published inside the transaction that puts a run into the state QUEUED; the queue schedules it there. */
public record RunQueued(UUID runId, int priority) {}
