package io.bitgap.quantizer.web;

import io.bitgap.quantizer.InvalidQuantizer;
import io.bitgap.quantizer.evaluation.EvaluationRequest;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says which field of a request could not be read, in words that name no class. */
final class RequestPointer {
    private RequestPointer() {}

    static InvalidQuantizer problem(JacksonException e) {
        StringBuilder pointer = new StringBuilder();
        e.getPath()
                .forEach(step -> pointer.append('/')
                        .append(step.getPropertyName() == null ? step.getIndex() : step.getPropertyName()));
        if (e instanceof UnrecognizedPropertyException unknown) {
            return new InvalidQuantizer(
                    pointer.toString(),
                    "unknown-field",
                    "there is no field %s; there are %s".formatted(unknown.getPropertyName(), fields()));
        }
        return new InvalidQuantizer(
                pointer.toString(),
                "invalid-value",
                pointer.isEmpty()
                        ? "the body must be an object with the fields " + fields()
                        : "the value at %s is of the wrong type".formatted(pointer));
    }

    private static String fields() {
        return Arrays.stream(EvaluationRequest.class.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.joining(", "));
    }
}
