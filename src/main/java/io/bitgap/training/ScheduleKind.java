package io.bitgap.training;

/** The shapes of learning-rate schedules; see {@link LearningRateSchedule} for the formulas. */
public enum ScheduleKind {
    CONSTANT,
    STEP,
    COSINE,
    SINE,
    ONE_CYCLE
}
