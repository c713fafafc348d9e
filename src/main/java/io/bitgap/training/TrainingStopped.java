package io.bitgap.training;

/** The observer asked the run to stop. */
public class TrainingStopped extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
