package io.bitgap.retention.web;

import io.bitgap.retention.Retention;
import io.bitgap.retention.RetentionPlan.Amount;
import io.swagger.v3.oas.annotations.media.Schema;

/** What was removed. */
@Schema(description = "What was removed")
record RemovalDocument(
        int olderThanDays,

        @Schema(description = "Checkpoints that lost their files; their rows say so in filesRemovedAt")
        long checkpoints,

        @Schema(description = "Files of them that were deleted")
        Amount files,

        @Schema(description = "Files without a checkpoint that were deleted")
        Amount orphans,

        @Schema(description = "Bytes that are free now") long freedBytes) {

    static RemovalDocument of(int days, Retention.Removal removal) {
        return new RemovalDocument(
                days,
                removal.checkpoints(),
                removal.files(),
                removal.orphans(),
                removal.files().bytes() + removal.orphans().bytes());
    }
}
