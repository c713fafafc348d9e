package io.bitgap.training;

import io.bitgap.problem.Problem;

/** A run cannot go on: the loss is not a number, a layer is dead. The message names the cause and the layer. */
public class TrainingFailed extends Problem {
    private static final long serialVersionUID = 1L;

    public TrainingFailed(String code, String detail) {
        super(Kind.UNPROCESSABLE, code, detail);
    }
}
