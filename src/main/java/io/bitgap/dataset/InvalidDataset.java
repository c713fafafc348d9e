package io.bitgap.dataset;

import io.bitgap.problem.Problem;

/** A data set cannot be read; the message names the file and says what to do. */
public class InvalidDataset extends Problem {
    private static final long serialVersionUID = 1L;

    public InvalidDataset(String code, String detail) {
        super(Kind.UNPROCESSABLE, code, detail);
    }

    public InvalidDataset(String code, String detail, Throwable cause) {
        this(code, detail);
        initCause(cause);
    }
}
