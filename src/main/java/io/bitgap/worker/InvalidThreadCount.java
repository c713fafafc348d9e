package io.bitgap.worker;

import io.bitgap.problem.Problem;

/** A run cannot train on so many threads: there are not as many cores, or it would have none. */
class InvalidThreadCount extends Problem {
    private static final long serialVersionUID = 1L;

    InvalidThreadCount(int threads, int cores, int share) {
        super(
                Kind.UNPROCESSABLE,
                "impossible-threads",
                "BITGAP_WORKER_THREADS_PER_SLOT (bitgap.worker.threads-per-slot) is " + threads
                        + ", but must be 1 to " + cores
                        + ": so many cores may this process use, by the machine and the CPU limit of its container."
                        + " Leave it out for " + share + ", the cores shared out among the slots.");
    }
}
