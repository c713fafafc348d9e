package io.bitgap.export;

import ai.onnxruntime.OrtException;
import io.bitgap.problem.Problem;

/** A checkpoint cannot be exported, or its exported model cannot be run; the message says why. */
public class ExportFailed extends Problem {
    private static final long serialVersionUID = 1L;

    private ExportFailed(String code, String detail, Exception cause) {
        super(Kind.UNPROCESSABLE, code, detail);
        causedBy(cause);
    }

    static ExportFailed runtime(OrtException cause) {
        return new ExportFailed(
                "onnx-runtime-refused", "ONNX Runtime does not run the exported model: " + cause.getMessage(), cause);
    }

    static ExportFailed network(IllegalArgumentException cause) {
        return new ExportFailed(
                "not-exportable", "The network cannot be written as ONNX: " + cause.getMessage() + ".", cause);
    }
}
