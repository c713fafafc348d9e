package io.bitgap.worker;

import io.bitgap.problem.Problem;
import java.util.Optional;

/**
 * Why an attempt failed, in words for the person who submitted it.
 *
 * @param code stable word for programs
 * @param reason sentence for people
 */
record Failure(String code, String reason) {

    static Failure of(Throwable cause) {
        if (cause instanceof Problem problem) {
            return new Failure(problem.code(), sentence(problem));
        }
        return memoryError(cause)
                .map(error -> new Failure(
                        "out-of-memory",
                        "The worker ran out of memory (" + error.getMessage()
                                + "). Use a smaller batch size or network, fewer slots, or give the worker more memory"
                                + " (BITGAP_WORKER_MEMORY, and -Xmx for Java's heap)."))
                .orElseGet(() -> new Failure("internal-error", sentence(cause)));
    }

    /** Deeplearning4j wraps it. */
    private static Optional<OutOfMemoryError> memoryError(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError error) {
                return Optional.of(error);
            }
        }
        return Optional.empty();
    }

    private static String sentence(Throwable cause) {
        String message = cause.getMessage();
        if (cause instanceof Problem && message != null) {
            return message;
        }
        String name = cause.getClass().getSimpleName();
        return message == null || message.isBlank() ? name : name + ": " + message;
    }
}
