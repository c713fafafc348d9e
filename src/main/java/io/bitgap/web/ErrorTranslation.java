package io.bitgap.web;

import io.bitgap.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;

/** The one place that turns exceptions into statuses and sentences. */
final class ErrorTranslation {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorTranslation.class);
    private static final String RETRY_SECONDS = "10";

    private ErrorTranslation() {}

    static ErrorFinding of(Throwable error, HttpServletRequest request) {
        if (error instanceof Problem problem) {
            return ofProblem(problem);
        }
        if (error instanceof NoResourceFoundException || error instanceof NoHandlerFoundException) {
            return nothingThere(request);
        }
        if (error instanceof HttpRequestMethodNotSupportedException method) {
            return methodNotAllowed(method, request);
        }
        if (error instanceof HttpMediaTypeNotAcceptableException types) {
            return ErrorFinding.of(
                    HttpStatus.NOT_ACCEPTABLE,
                    "not-acceptable",
                    "This cannot be had in the type that Accept asks for" + offered(types.getSupportedMediaTypes())
                            + ".");
        }
        if (error instanceof HttpMediaTypeNotSupportedException types) {
            MediaType sent = types.getContentType();
            return ErrorFinding.of(
                            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                            "unsupported-media-type",
                            "Send " + list(types.getSupportedMediaTypes()) + " with a Content-Type that says so, not "
                                    + (sent == null ? "a body without a type" : sent) + ".")
                    .with(types.getHeaders());
        }
        if (error instanceof HttpMessageNotReadableException) {
            return unreadable(error);
        }
        if (error instanceof MethodArgumentTypeMismatchException parameter) {
            if (parameter.getRootCause() instanceof Problem problem) {
                return ofProblem(problem);
            }
            return ErrorFinding.of(
                            HttpStatus.BAD_REQUEST,
                            "bad-parameter",
                            "The parameter " + parameter.getName() + " cannot be '" + parameter.getValue() + "'"
                                    + choices(parameter.getRequiredType()) + ".")
                    .at("/" + parameter.getName());
        }
        if (error instanceof MissingServletRequestParameterException parameter) {
            return ErrorFinding.of(
                            HttpStatus.BAD_REQUEST,
                            "missing-parameter",
                            "The parameter " + parameter.getParameterName() + " is missing.")
                    .at("/" + parameter.getParameterName());
        }
        if (error instanceof CannotCreateTransactionException || error instanceof DataAccessResourceFailureException) {
            LOG.error("{} {}: the database cannot be reached", request.getMethod(), request.getRequestURI(), error);
            return ErrorFinding.of(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "database-unavailable",
                            "The database cannot be reached just now; try again in a moment.")
                    .with(retryAfter());
        }
        if (error instanceof ErrorResponse response) {
            return ofStatus(
                    HttpStatus.valueOf(response.getStatusCode().value()),
                    response.getBody().getDetail());
        }
        return internal(error, request);
    }

    /** For errors that are known by their status only. */
    static ErrorFinding ofStatus(HttpStatus status, @Nullable String detail) {
        String code = status.getReasonPhrase().toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
        return ErrorFinding.of(
                status, code, detail == null || detail.isBlank() ? status.getReasonPhrase() + "." : detail);
    }

    static ErrorFinding nothingThere(HttpServletRequest request) {
        return ErrorFinding.of(
                HttpStatus.NOT_FOUND,
                "not-found",
                "There is nothing at " + request.getRequestURI() + "; /v3/api-docs lists every address.");
    }

    private static ErrorFinding ofProblem(Problem problem) {
        HttpStatus status = switch (problem.kind()) {
            case MALFORMED -> HttpStatus.BAD_REQUEST;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case GONE -> HttpStatus.GONE;
            case CONFLICT -> HttpStatus.CONFLICT;
            case STALE -> HttpStatus.PRECONDITION_FAILED;
            case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            case UNPROCESSABLE -> HttpStatus.UNPROCESSABLE_CONTENT;
            case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
        };
        HttpHeaders headers = problem.kind() == Problem.Kind.UNAVAILABLE ? retryAfter() : new HttpHeaders();
        return new ErrorFinding(
                status,
                problem.code(),
                String.valueOf(problem.getMessage()),
                problem.errors(),
                problem.properties(),
                headers);
    }

    private static ErrorFinding methodNotAllowed(
            HttpRequestMethodNotSupportedException error, HttpServletRequest request) {
        String[] supported = error.getSupportedMethods();
        String allowed = supported == null ? "" : "; it takes " + String.join(", ", supported);
        return ErrorFinding.of(
                        HttpStatus.METHOD_NOT_ALLOWED,
                        "method-not-allowed",
                        request.getRequestURI() + " does not take " + error.getMethod() + allowed + ".")
                .with(error.getHeaders());
    }

    private static ErrorFinding unreadable(Throwable error) {
        for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem problem) {
                return ofProblem(problem);
            }
            if (cause instanceof JacksonException json) {
                return ErrorFinding.of(HttpStatus.BAD_REQUEST, "malformed-json", JsonMistake.sentence(json));
            }
        }
        return ErrorFinding.of(
                HttpStatus.BAD_REQUEST, "malformed-body", "The body is missing or cannot be read; send JSON.");
    }

    private static ErrorFinding internal(Throwable error, HttpServletRequest request) {
        String id = UUID.randomUUID().toString();
        LOG.error(
                "{} {} failed; its caller was told the error id {}",
                request.getMethod(),
                request.getRequestURI(),
                id,
                error);
        return ErrorFinding.of(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "internal-error",
                "Something went wrong inside Bitgap; its log has the details under " + id + ".");
    }

    private static HttpHeaders retryAfter() {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        return headers;
    }

    private static String choices(@Nullable Class<?> type) {
        if (type == null || !type.isEnum()) {
            return "";
        }
        return "; it is one of "
                + List.of(type.getEnumConstants()).stream()
                        .map(Object::toString)
                        .collect(Collectors.joining(", "));
    }

    private static String offered(List<MediaType> types) {
        return types.isEmpty() ? "" : "; it can be had as " + list(types);
    }

    private static String list(List<MediaType> types) {
        return types.stream().map(MediaType::toString).distinct().collect(Collectors.joining(" or "));
    }
}
