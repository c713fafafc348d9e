package io.bitgap.quantizer;

import io.bitgap.problem.FieldProblem;
import io.bitgap.problem.Problem;
import java.util.List;

/** A quantizer was asked for something it cannot do; the pointer names the field. */
public class InvalidQuantizer extends Problem {
    private static final long serialVersionUID = 1L;

    public InvalidQuantizer(String pointer, String code, String message) {
        super(Kind.UNPROCESSABLE, code, message, List.of(new FieldProblem(pointer, code, message)));
    }
}
