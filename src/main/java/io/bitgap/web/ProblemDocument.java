package io.bitgap.web;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.bitgap.problem.FieldProblem;
import java.util.List;
import java.util.Map;

/**
 * An error as RFC 9457 has it, with a code for programs and the fields at fault.
 *
 * @param type {@code urn:bitgap:problem:<code>}
 * @param title the code in plain words
 * @param detail what happened and what to do
 * @param instance path of the request
 * @param properties further members, e.g. {@code allowedActions}
 */
@JsonPropertyOrder({"type", "title", "status", "detail", "instance", "code", "errors"})
record ProblemDocument(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        String code,
        List<FieldProblem> errors,
        @JsonAnyGetter Map<String, Object> properties) {

    static ProblemDocument of(ErrorFinding finding, String path) {
        return new ProblemDocument(
                "urn:bitgap:problem:" + finding.code(),
                title(finding),
                finding.status().value(),
                finding.detail(),
                path,
                finding.code(),
                finding.errors(),
                finding.properties());
    }

    private static String title(ErrorFinding finding) {
        String words = finding.code().replace('-', ' ').replace("json", "JSON");
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
