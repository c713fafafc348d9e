package io.bitgap.worker;

import io.bitgap.problem.Problem;

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
        if (cause instanceof OutOfMemoryError) {
            return new Failure(
                    "out-of-memory",
                    "The worker ran out of memory (" + cause.getMessage()
                            + "). Use a smaller batch size or network, fewer slots, or give the worker more memory.");
        }
        return new Failure("internal-error", sentence(cause));
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
