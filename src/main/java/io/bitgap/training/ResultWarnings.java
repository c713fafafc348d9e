package io.bitgap.training;

import io.bitgap.dataset.ImageDataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells a network that has learned something from one that guesses. */
final class ResultWarnings {
    private static final double STANDARD_ERRORS = 3;

    /** A loss this close to that of guessing has not fallen. */
    private static final double FALLEN = 0.99;

    private ResultWarnings() {}

    /**
     * What is wrong with an epoch's result; empty where the network knows more than the classes' shares.
     *
     * @param method null for an fp32 run
     * @param trainLoss mean cross-entropy over the epoch's steps, in nats
     */
    static List<ResultWarning> of(@Nullable MethodPlan method, ImageDataset data, Evaluation test, double trainLoss) {
        String change = method == null
                ? "Try another learning rate, a warm-up or more epochs."
                : "Look at its fp32 run first; then try another learning rate, more bits or more epochs.";
        List<ResultWarning> warnings = new ArrayList<>();
        int images = data.test().size();
        double chance = test.largestClass();
        double margin = STANDARD_ERRORS * Math.sqrt(chance * (1 - chance) / Math.max(1, images));
        if (test.predictedClasses() == 1 && data.classes().size() > 1) {
            warnings.add(new ResultWarning(
                    "one-class", "The network names one class for all %d test images. %s".formatted(images, change)));
        }
        if (test.top1() <= chance + margin) {
            warnings.add(new ResultWarning(
                    "chance",
                    String.format(
                            Locale.ROOT,
                            "Top-1 of %.2f %% is chance: always naming the largest class gives %.2f %% on these %d test images,"
                                    + " give or take %.2f (three standard errors). %s",
                            100 * test.top1(),
                            100 * chance,
                            images,
                            100 * margin,
                            change)));
        }
        double guessing = entropy(data.train().labels(), data.classes().size());
        if (Math.min(trainLoss, test.loss()) >= FALLEN * guessing) {
            warnings.add(new ResultWarning(
                    "loss-not-falling",
                    String.format(
                            Locale.ROOT,
                            "The loss has not fallen: %.3f in training and %.3f on the test images, where guessing by the classes'"
                                    + " shares gives %.3f. %s",
                            trainLoss,
                            test.loss(),
                            guessing,
                            change)));
        }
        return List.copyOf(warnings);
    }

    /** Nats. */
    private static double entropy(int[] labels, int classes) {
        long[] counts = new long[classes];
        for (int label : labels) {
            counts[label]++;
        }
        return Arrays.stream(counts)
                .filter(count -> count > 0)
                .mapToDouble(count -> (double) count / labels.length)
                .map(share -> -share * Math.log(share))
                .sum();
    }
}
