package io.bitgap.web;

import io.bitgap.problem.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Refuses what no operation could read, whether or not this one would: parameters of an address, and a range of nothing; and a
 * condition on what has none, which must not happen as if it had been met.
 */
@Component
@Order(FilterOrder.READABLE)
class ReadableRequestFilter extends OncePerRequestFilter {
    /** Spring takes it for ranges, announces the file and sends none of it. */
    private static final Pattern RANGE_OF_NOTHING = Pattern.compile("bytes=[\\s,]*");

    private static final Set<String> UNCONDITIONAL = Set.of("PUT", "PATCH", "DELETE");

    private final HandlerExceptionResolver errors;

    ReadableRequestFilter(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver errors) {
        this.errors = errors;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Exception wrong = wrong(request);
        if (wrong == null) {
            chain.doFilter(request, response);
        } else {
            errors.resolveException(request, response, null, wrong);
        }
    }

    private static @Nullable Exception wrong(HttpServletRequest request) {
        String range = request.getHeader(HttpHeaders.RANGE);
        if (range != null && RANGE_OF_NOTHING.matcher(range).matches()) {
            return new ErrorResponseException(
                    HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
                    ProblemDetail.forStatusAndDetail(
                            HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "Range names no range; one is bytes=0-99."),
                    null);
        }
        String condition = request.getHeader(HttpHeaders.IF_MATCH);
        if (condition != null && !condition.strip().equals("*") && UNCONDITIONAL.contains(request.getMethod())) {
            return Problem.at(
                    Problem.Kind.MALFORMED,
                    "/If-Match",
                    "condition-unsupported",
                    request.getMethod()
                            + " looks at no If-Match, so nothing was changed: actions (POST) and reading do.");
        }
        try {
            if (!BodySizeFilter.isForm(request)) { // whose parameters are its body, which is read later
                request.getParameterMap();
            }
            return null;
        } catch (InvalidParameterException unreadable) {
            return unreadable;
        }
    }
}
