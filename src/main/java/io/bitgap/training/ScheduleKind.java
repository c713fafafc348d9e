package io.bitgap.training;

/** How the learning rate moves over a run; see {@link LearningRateSchedule} for the formulas. */
public enum ScheduleKind {
    CONSTANT,
    STEP,
    COSINE,
    SINE,
    ONE_CYCLE
}
