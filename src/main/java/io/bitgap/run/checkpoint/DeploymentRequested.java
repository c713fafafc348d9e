package io.bitgap.run.checkpoint;

import java.util.UUID;

/** Published inside the transaction that asks for a checkpoint's export; the queue schedules it there. */
public record DeploymentRequested(UUID checkpoint) {}
