package io.bitgap.run.checkpoint;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint whose files are stored, and why they are to stay.
 *
 * @param experiment slug
 * @param kept null when nothing speaks for keeping them
 */
public record RetainedCheckpoint(
        UUID id,
        UUID run,
        String experiment,
        int epoch,
        double top1,
        Instant createdAt,
        @Nullable RetentionReason kept,
        List<CheckpointFile> files) {

    public RetainedCheckpoint {
        files = List.copyOf(files);
    }

    /** Why a checkpoint keeps its files; the first that is true. */
    public enum RetentionReason {
        UNFINISHED("its run is not finished and may go on from it"),
        LAST("the last of its run"),
        BEST("the best of its run by top-1"),
        STARTED_FROM("another run started from it"),
        YOUNG("not old enough");

        private final String sentence;

        RetentionReason(String sentence) {
            this.sentence = sentence;
        }

        public String sentence() {
            return sentence;
        }
    }
}
