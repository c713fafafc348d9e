package io.bitgap.run.checkpoint;

import io.bitgap.training.Accuracy;
import io.bitgap.training.Evaluation;
import io.bitgap.training.ImageClasses;
import io.bitgap.training.TestSplit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Checkpoints to record, of networks that were tested on four images of two classes. */
public final class SavedCheckpoints {
    public static final TestSplit SPLIT = new TestSplit(
            "5".repeat(64),
            "sha256:5",
            List.of("cat", "dog"),
            ImageClasses.of(new int[] {0, 0, 1, 1}, 2),
            List.of("test/cat/1.png", "test/cat/2.png", "test/dog/1.png", "test/dog/2.png"));

    private SavedCheckpoints() {}

    public static NewCheckpoint of(
            UUID id, int epoch, boolean last, double top1, String manifest, CheckpointFile... files) {
        return of(id, epoch, last, top1, manifest, new int[] {0, 1, 1, 1}, files);
    }

    /** @param validation null where no images are held out for it */
    public static NewCheckpoint of(
            UUID id,
            int epoch,
            boolean last,
            double top1,
            @Nullable Accuracy validation,
            String manifest,
            CheckpointFile... files) {
        NewCheckpoint saved = of(id, epoch, last, top1, manifest, files);
        return new NewCheckpoint(id, epoch, last, saved.test(), validation, SPLIT, manifest, saved.files());
    }

    /** @param predicted a class for each of the four images */
    public static NewCheckpoint of(
            UUID id, int epoch, boolean last, double top1, String manifest, int[] predicted, CheckpointFile... files) {
        Evaluation test = new Evaluation(1.5, top1, 0.5, 2, null, ImageClasses.of(predicted, 2));
        return new NewCheckpoint(id, epoch, last, test, null, SPLIT, manifest, List.of(files));
    }
}
