package io.bitgap.run.journal;

/** How much a line of a run's log matters. */
public enum LogLevel {
    INFO,
    /** Something went wrong and is dealt with: a worker was lost, an export failed. */
    WARN,
    /** The run has failed. */
    ERROR
}
