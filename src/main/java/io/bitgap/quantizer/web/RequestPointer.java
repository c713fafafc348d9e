package io.bitgap.quantizer.web;

import io.bitgap.problem.Problem;
import io.bitgap.quantizer.InvalidQuantizer;
import tools.jackson.core.JacksonException;

/** Says which field of a request could not be read. */
final class RequestPointer {
    private RequestPointer() {}

    static Problem problem(JacksonException e) {
        StringBuilder pointer = new StringBuilder();
        e.getPath()
                .forEach(step -> pointer.append('/')
                        .append(step.getPropertyName() == null ? step.getIndex() : step.getPropertyName()));
        String message = "cannot be read: " + e.getOriginalMessage();
        return new InvalidQuantizer(pointer.toString(), "invalid-value", message);
    }
}
