package io.bitgap.web;

import io.bitgap.database.DatabaseFault;
import io.bitgap.problem.FieldProblem;
import io.bitgap.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.util.UriUtils;

/**
 * The one place that turns exceptions into statuses and sentences: RFC 9457, with a {@code code} for programs and the
 * fields at fault in {@code errors}. Of Spring's own exceptions, Spring knows status and headers.
 */
@Component
class ErrorTranslation extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorTranslation.class);
    private static final String RETRY_SECONDS = "10";
    private static final int REQUEST_HEADERS_TOO_LARGE = 431;

    /** @param path of the request that failed */
    ResponseEntity<ProblemDetail> of(Throwable error, HttpServletRequest request, String path) {
        ResponseEntity<ProblemDetail> answer = translated(error, request);
        Objects.requireNonNull(answer.getBody()).setInstance(instance(path));
        return answer;
    }

    /** An error that is known by its status only. */
    ResponseEntity<ProblemDetail> ofStatus(HttpStatusCode status, String path) {
        ProblemDetail detail = byStatus(
                status,
                switch (status.value()) {
                    case HttpServletResponse.SC_BAD_REQUEST ->
                        "The request is no proper HTTP: its first line, its address, a header or how its body is sent.";
                    case HttpServletResponse.SC_REQUEST_URI_TOO_LONG, REQUEST_HEADERS_TOO_LARGE ->
                        "The address and the headers of a request may have 8 KiB, and the headers be 100.";
                    default -> null;
                });
        detail.setInstance(instance(path));
        return ResponseEntity.status(status).body(detail);
    }

    private ResponseEntity<ProblemDetail> translated(Throwable error, HttpServletRequest request) {
        if (error instanceof Problem problem) {
            return ofProblem(problem);
        }
        if (error instanceof MethodArgumentTypeMismatchException parameter
                && parameter.getRootCause() instanceof Problem problem) {
            return ofProblem(problem);
        }
        if (error instanceof InvalidParameterException unreadable) {
            return ofProblem(
                    unreadable.getErrorCode() == HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE
                            ? BodySizeFilter.tooLarge(request)
                            : new Problem(
                                    Problem.Kind.MALFORMED,
                                    "unreadable-parameters",
                                    "The parameters of the address or the form cannot be read: they have to be UTF-8, with % before two"
                                            + " hexadecimal digits only, each with a name, and at most 1000."));
        }
        if (error instanceof BadRequestException || error instanceof RequestRejectedException) {
            return ofStatus(HttpStatus.BAD_REQUEST, request.getRequestURI());
        }
        Optional<DatabaseFault> fault = DatabaseFault.of(error);
        if (fault.isPresent()) {
            LOG.error(
                    "{} {}: {}",
                    request.getMethod(),
                    request.getRequestURI(),
                    fault.get().sentence(),
                    error);
            return ofProblem(new Problem(
                    Problem.Kind.UNAVAILABLE, "database-trouble", fault.get().sentence()));
        }
        if (error instanceof CannotCreateTransactionException || error instanceof DataAccessResourceFailureException) {
            LOG.error("{} {}: the database cannot be reached", request.getMethod(), request.getRequestURI(), error);
            return ofProblem(new Problem(
                    Problem.Kind.UNAVAILABLE,
                    "database-unavailable",
                    "The database cannot be reached just now; try again in a moment."));
        }
        return error instanceof Exception exception
                ? ofSpring(exception, request).orElseGet(() -> internal(error, request))
                : internal(error, request);
    }

    /** Empty for an exception that Spring MVC does not know either. */
    private Optional<ResponseEntity<ProblemDetail>> ofSpring(Exception error, HttpServletRequest request) {
        try {
            @Nullable ResponseEntity<Object> answer = handleException(error, new ServletWebRequest(request));
            return answer != null && answer.getBody() instanceof ProblemDetail detail
                    ? Optional.of(ResponseEntity.status(answer.getStatusCode())
                            .headers(answer.getHeaders())
                            .body(detail))
                    : Optional.empty();
        } catch (Exception unknown) {
            return Optional.empty();
        }
    }

    private static ResponseEntity<ProblemDetail> ofProblem(Problem problem) {
        HttpStatus status = switch (problem.kind()) {
            case MALFORMED -> HttpStatus.BAD_REQUEST;
            case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case GONE -> HttpStatus.GONE;
            case CONFLICT -> HttpStatus.CONFLICT;
            case STALE -> HttpStatus.PRECONDITION_FAILED;
            case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            case UNPROCESSABLE -> HttpStatus.UNPROCESSABLE_CONTENT;
            case TIMED_OUT -> HttpStatus.REQUEST_TIMEOUT;
            case TOO_MANY -> HttpStatus.TOO_MANY_REQUESTS;
            case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
        };
        ProblemDetail detail = detail(status, problem.code(), String.valueOf(problem.getMessage()), problem.errors());
        problem.properties().forEach(detail::setProperty);
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status);
        if (problem.kind() == Problem.Kind.TIMED_OUT) {
            answer.header(HttpHeaders.CONNECTION, "close");
        }
        if (problem.properties().get("retryAfter") instanceof Long seconds) {
            answer.header(HttpHeaders.RETRY_AFTER, seconds.toString());
        } else if (problem.kind() == Problem.Kind.UNAVAILABLE) {
            answer.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        return answer.body(detail);
    }

    /** What all of Spring's exceptions come to: its status and headers, our words. */
    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception error, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        HttpServletRequest http = ((ServletWebRequest) request).getRequest();
        return ResponseEntity.status(status).headers(headers).body(words(error, body, status, http));
    }

    private static ProblemDetail words(
            Exception error, @Nullable Object body, HttpStatusCode status, HttpServletRequest request) {
        if (error instanceof NoResourceFoundException || error instanceof NoHandlerFoundException) {
            return detail(
                    status,
                    "not-found",
                    "There is nothing at " + request.getRequestURI() + "; /v3/api-docs lists every address.");
        }
        if (error instanceof HttpRequestMethodNotSupportedException method) {
            String[] supported = method.getSupportedMethods();
            String allowed = supported == null ? "" : "; it takes " + String.join(", ", supported);
            return detail(
                    status,
                    "method-not-allowed",
                    request.getRequestURI() + " does not take " + method.getMethod() + allowed + ".");
        }
        if (error instanceof HttpMediaTypeNotAcceptableException types) {
            return detail(
                    status,
                    "not-acceptable",
                    "This cannot be had in the type that Accept asks for" + offered(types.getSupportedMediaTypes())
                            + ".");
        }
        if (error instanceof HttpMediaTypeNotSupportedException types) {
            MediaType sent = types.getContentType();
            return detail(
                    status,
                    "unsupported-media-type",
                    "Send " + list(types.getSupportedMediaTypes()) + " with a Content-Type that says so, not "
                            + (sent == null ? "a body without a type" : sent) + ".");
        }
        if (error instanceof MethodArgumentTypeMismatchException parameter) {
            return at(
                    parameter.getName(),
                    status,
                    "bad-parameter",
                    "The parameter " + parameter.getName() + " cannot be '" + given(parameter.getValue()) + "'"
                            + choices(parameter.getRequiredType()) + ".");
        }
        if (error instanceof MissingServletRequestParameterException parameter) {
            return at(
                    parameter.getParameterName(),
                    status,
                    "missing-parameter",
                    "The parameter " + parameter.getParameterName() + " is missing.");
        }
        return byStatus(status, body instanceof ProblemDetail said ? said.getDetail() : sentence(error));
    }

    /** What is given more than once comes as an array. */
    private static String given(@Nullable Object value) {
        return value instanceof Object[] several
                ? Arrays.stream(several).map(String::valueOf).collect(Collectors.joining("', '"))
                : String.valueOf(value);
    }

    private static @Nullable String sentence(Exception error) {
        return error instanceof ErrorResponse said ? said.getBody().getDetail() : null;
    }

    private static ProblemDetail byStatus(HttpStatusCode status, @Nullable String sentence) {
        HttpStatus known =
                Objects.requireNonNullElse(HttpStatus.resolve(status.value()), HttpStatus.INTERNAL_SERVER_ERROR);
        String phrase = known.getReasonPhrase();
        return detail(
                status,
                phrase.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-"),
                sentence == null || sentence.isBlank() ? phrase + "." : sentence);
    }

    private static ResponseEntity<ProblemDetail> internal(Throwable error, HttpServletRequest request) {
        String id = UUID.randomUUID().toString();
        LOG.error(
                "{} {} failed; its caller was told the error id {}",
                request.getMethod(),
                request.getRequestURI(),
                id,
                error);
        ProblemDetail detail = detail(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "internal-error",
                "Something went wrong inside Bitgap; its log has the details under " + id + ".");
        return ResponseEntity.internalServerError().body(detail);
    }

    private static ProblemDetail at(String parameter, HttpStatusCode status, String code, String sentence) {
        String pointer = FieldProblem.pointer("", parameter);
        return detail(status, code, sentence, List.of(new FieldProblem(pointer, code, sentence)));
    }

    private static ProblemDetail detail(HttpStatusCode status, String code, String sentence) {
        return detail(status, code, sentence, List.of());
    }

    private static ProblemDetail detail(
            HttpStatusCode status, String code, String sentence, List<FieldProblem> errors) {
        ProblemDetail detail = ProblemDetail.forStatusAndDetail(status, sentence);
        detail.setType(URI.create("urn:bitgap:problem:" + code));
        detail.setTitle(title(code));
        detail.setProperty("code", code);
        detail.setProperty("errors", errors);
        return detail;
    }

    /** The code in plain words. */
    private static String title(String code) {
        String words = code.replace('-', ' ').replace("json", "JSON");
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** Servers let through a few addresses that are no URI. */
    private static URI instance(String path) {
        try {
            return new URI(path);
        } catch (URISyntaxException e) {
            return URI.create(UriUtils.encode(path, StandardCharsets.UTF_8));
        }
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
