package io.bitgap.run.checkpoint;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint with stored files, and why it keeps them.
 *
 * @param experiment slug
 * @param kept null when nothing speaks for keeping them
 */
public record RetainedCheckpoint(
        CheckpointRecord checkpoint,
        String experiment,
        @Nullable RetentionReason kept) {

    RetainedCheckpoint with(List<CheckpointFile> files) {
        return new RetainedCheckpoint(checkpoint.with(files), experiment, kept);
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
