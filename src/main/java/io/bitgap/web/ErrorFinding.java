package io.bitgap.web;

import io.bitgap.problem.FieldProblem;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** What an exception means to the caller, before it is a JSON document or a page. */
record ErrorFinding(
        HttpStatus status,
        String code,
        String detail,
        List<FieldProblem> errors,
        Map<String, Object> properties,
        HttpHeaders headers) {

    static ErrorFinding of(HttpStatus status, String code, String detail) {
        return new ErrorFinding(status, code, detail, List.of(), Map.of(), new HttpHeaders());
    }

    /** The same with one field at fault. */
    ErrorFinding at(String pointer) {
        return new ErrorFinding(
                status, code, detail, List.of(new FieldProblem(pointer, code, detail)), properties, headers);
    }

    ErrorFinding with(HttpHeaders more) {
        return new ErrorFinding(status, code, detail, errors, properties, more);
    }
}
