package io.bitgap.experiment;

import io.bitgap.run.StateETag;
import io.bitgap.run.StateTagged;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An experiment as it is read.
 *
 * @param slug readable id, accepted wherever the id is
 * @param spec the spec as it was submitted, with every default filled in
 * @param allowedActions what may be posted to it now: cancel, retry-failed
 */
public record ExperimentView(
        UUID id,
        String slug,
        String name,
        Map<String, Object> spec,
        String specHash,
        ExperimentState state,

        @Schema(description = "What may be posted to it now: cancel, retry-failed")
        List<String> allowedActions,

        Completion progress,
        Instant createdAt,
        String createdBy)
        implements StateTagged {

    @Override
    public String stateTag() {
        return StateETag.of(List.of(state, allowedActions));
    }

    /** Finished runs (of whatever outcome) and all runs. */
    public record Completion(int completed, int total) {}
}
