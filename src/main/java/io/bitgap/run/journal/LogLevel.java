package io.bitgap.run.journal;

/** The severity of a log line. */
public enum LogLevel {
    INFO,
    /** Something went wrong and is dealt with: a worker was lost, an export failed. */
    WARN,
    /** The run has failed. */
    ERROR
}
