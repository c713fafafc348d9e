package io.bitgap.training;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Notices a training that makes a trained network worse: two epochs in a row with at least twice the loss on the test images that
 * it had before its first step, and a lower top-1; or a top-1 that is lower by more than three standard errors of a difference of
 * two shares. A start of 0.40 and 80 % is made worse by 0.80 and 75 %, twice; 0.80 and 82 % are an overconfident network, not a worse
 * one. On 2,000 images 75 % are three standard errors below 80 %. A run from random weights has nothing to lose.
 */
final class LossHistory implements TrainingAid, Remembering {
    static final String NAME = "test-losses";

    private static final double TIMES = 2;
    private static final int EPOCHS = 2;
    private static final double STANDARD_ERRORS = 3;

    private double startLoss = Double.NaN;
    private double startTop1 = Double.NaN;
    private int epochs;

    private LossHistory() {}

    /** Of a run that starts from trained weights, or goes on with the history of such a one. */
    static Optional<LossHistory> of(TrainingStart start) {
        boolean trained = start instanceof TrainingStart.FineTune
                || (start instanceof TrainingStart.Resume resume
                        && resume.memory().parts().containsKey(NAME));
        return trained ? Optional.of(new LossHistory()) : Optional.empty();
    }

    @Override
    public void begins(Evaluation start) {
        startLoss = start.loss();
        startTop1 = start.top1();
    }

    @Override
    public List<ResultWarning> evaluated(Evaluation test) {
        boolean worse = startLoss > 0 && test.loss() >= TIMES * startLoss && test.top1() < startTop1;
        epochs = worse ? epochs + 1 : 0;
        if (epochs < EPOCHS) {
            return lost(test) ? List.of(lower(test)) : List.of();
        }
        return List.of(new ResultWarning(
                "loss-doubled",
                String.format(
                        Locale.ROOT,
                        "Training has made the network worse: for %d epochs the loss on the test images has been at least twice"
                                + " the %.3f before the first step, now %.3f, and top-1 is %.2f %% instead of %.2f %%. Try a"
                                + " lower learning rate, a warm-up or clipped gradients.",
                        epochs,
                        startLoss,
                        test.loss(),
                        100 * test.top1(),
                        100 * startTop1)));
    }

    private boolean lost(Evaluation test) {
        double variance = startTop1 * (1 - startTop1) + test.top1() * (1 - test.top1());
        return startTop1 - test.top1()
                > STANDARD_ERRORS * Math.sqrt(variance / test.predictions().size());
    }

    private ResultWarning lower(Evaluation test) {
        return new ResultWarning(
                "worse-than-start",
                String.format(
                        Locale.ROOT,
                        "Top-1 on the test images is %.2f %%, lower than the %.2f %% before the first step: training has lost what the"
                                + " network knew. Try a lower learning rate, a warm-up or more epochs.",
                        100 * test.top1(),
                        100 * startTop1));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public byte[] remember() {
        return ByteBuffer.allocate(2 * Double.BYTES + Integer.BYTES)
                .putDouble(startLoss)
                .putDouble(startTop1)
                .putInt(epochs)
                .array();
    }

    @Override
    public void recall(byte[] memory) {
        ByteBuffer bytes = ByteBuffer.wrap(memory);
        startLoss = bytes.getDouble();
        startTop1 = bytes.getDouble();
        epochs = bytes.getInt();
    }
}
