package io.bitgap.experiment;

import io.bitgap.run.StateETag;
import io.bitgap.run.StateTagged;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
        String createdBy,

        @Schema(
                description =
                        "Sign-in name of whose it is; null for what the service submitted, and where nobody signs in")
        @Nullable
        String owner,

        @Schema(description = "Who sees it besides its owner, operators and administrators: everyone or private")
        String visibility)
        implements StateTagged {

    @Override
    public String stateTag() {
        return StateETag.of(List.of(state, allowedActions));
    }

    /** Of how many of its runs what has come; the others are not finished. */
    public record Completion(
            @Schema(description = "Runs that were trained to their end")
            int completed,

            @Schema(description = "Runs that failed") int failed,
            @Schema(description = "Runs that were canceled") int canceled,

            @Schema(description = "Of the completed ones those with a warning: their results say nothing")
            int doubtful,

            @Schema(description = "All its runs, finished or not")
            int total) {
        /** As people read it: {@code 24 of 301 completed, 1 failed, 276 canceled}. */
        public String text() {
            return completed + " of " + total + " completed" + (failed > 0 ? ", " + failed + " failed" : "")
                    + (canceled > 0 ? ", " + canceled + " canceled" : "")
                    + (doubtful > 0 ? ", " + doubtful + " with a warning ⚠" : "");
        }
    }
}
