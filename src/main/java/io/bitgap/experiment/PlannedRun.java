package io.bitgap.experiment;

import io.bitgap.training.TrainingPlan;

/**
 * A run that an experiment is to have.
 *
 * @param position its place in the experiment, baselines first
 * @param method column label, {@code fp32} for a baseline
 * @param setting row label
 * @param needsBaseline whether it starts from the fp32 run of its seed
 * @param priority in the queue, higher first
 */
record PlannedRun(
        int position,
        String method,
        String setting,
        int weightBits,
        int activationBits,
        boolean needsBaseline,
        int priority,
        TrainingPlan plan) {
    static final String BASELINE = "fp32";
    static final int MAX_ATTEMPTS = 3;
    /** Baselines start before every other run, whatever priority the user gave to that. */
    static final int BASELINE_PRIORITY = 10_000;
}
