package io.bitgap.experiment;

/** What has become of an experiment's runs. */
public enum ExperimentState {
    /** A run is not finished. */
    RUNNING,
    COMPLETED,
    /** All runs are finished, and one failed. */
    FAILED,
    /** All runs are finished, none failed, and one was canceled. */
    CANCELED
}
