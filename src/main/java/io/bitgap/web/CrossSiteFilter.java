package io.bitgap.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Refuses changes requested by other web pages in the same browser: listening on loopback keeps other machines out, not them. */
@Component
@Order(FilterOrder.CROSS_SITE)
class CrossSiteFilter extends OncePerRequestFilter {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final HandlerExceptionResolver errors;

    CrossSiteFilter(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver errors) {
        this.errors = errors;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean elsewhere = "cross-site".equals(request.getHeader("Sec-Fetch-Site"));
        if (elsewhere && !READING.contains(request.getMethod())) {
            ProblemDetail detail = ProblemDetail.forStatusAndDetail(
                    HttpStatus.FORBIDDEN, "A page of another site may not change anything here.");
            errors.resolveException(
                    request, response, null, new ErrorResponseException(HttpStatus.FORBIDDEN, detail, null));
            return;
        }
        chain.doFilter(request, response);
    }
}
