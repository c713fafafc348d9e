package io.bitgap.worker;

import io.bitgap.problem.Problem;

/** This build trains on NVIDIA GPUs, and there is none here that it can use. */
class NoUsableGpu extends Problem {
    private static final long serialVersionUID = 1L;

    NoUsableGpu(String why) {
        super(
                Kind.UNAVAILABLE,
                "no-usable-gpu",
                "This build of Bitgap trains on NVIDIA GPUs, and there is no usable GPU here: " + why);
    }
}
