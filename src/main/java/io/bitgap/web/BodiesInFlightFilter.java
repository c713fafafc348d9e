package io.bitgap.web;

import io.bitgap.account.ClientNetwork;
import io.bitgap.problem.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** A body that trickles in holds a thread, and there are 200 of them: no address may hold so many that others are kept waiting. */
@Component
@Order(FilterOrder.BODIES_IN_FLIGHT)
class BodiesInFlightFilter extends OncePerRequestFilter {
    static final int MOST = 128;
    private static final long RETRY_SECONDS = 5;

    private final Map<String, Integer> inFlight = new ConcurrentHashMap<>();
    private final HandlerExceptionResolver errors;

    BodiesInFlightFilter(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver errors) {
        this.errors = errors;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getContentLengthLong() <= 0 && request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String address = ClientNetwork.of(request.getRemoteAddr());
        try {
            if (inFlight.merge(address, 1, Integer::sum) > MOST) {
                response.setHeader(
                        HttpHeaders.CONNECTION, "close"); // the rest of the body is not waited for: UnreadBodyValve
                errors.resolveException(
                        request,
                        response,
                        null,
                        new Problem(
                                Problem.Kind.TOO_MANY,
                                "too-many-bodies",
                                "More than " + MOST
                                        + " requests with bodies are being answered to your address. Try again in "
                                        + RETRY_SECONDS + " s.",
                                List.of(),
                                Map.of("retryAfter", RETRY_SECONDS)));
                return;
            }
            chain.doFilter(request, response);
        } finally {
            inFlight.computeIfPresent(address, (any, count) -> count == 1 ? null : count - 1);
        }
    }
}
