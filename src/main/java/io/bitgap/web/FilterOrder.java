package io.bitgap.web;

import org.springframework.core.Ordered;

/**
 * In which order requests pass the filters: what every answer says, then what refuses a request, all of it before any body is read;
 * behind them Spring Security's, then the service. The filter for {@code Idempotency-Key} comes last, {@link Ordered#LOWEST_PRECEDENCE}: it opens a transaction.
 */
final class FilterOrder {
    /** Behind Spring's encoding and observation of requests. */
    static final int SECURITY_HEADERS = Ordered.HIGHEST_PRECEDENCE + 10;

    static final int METRICS_TYPE = SECURITY_HEADERS + 1;
    static final int WORKER_ROLE = METRICS_TYPE + 1;
    static final int ORIGIN = WORKER_ROLE + 1;
    static final int READABLE = ORIGIN + 1;
    static final int BODIES_IN_FLIGHT = READABLE + 1;
    static final int BODY_SIZE = BODIES_IN_FLIGHT + 1;

    private FilterOrder() {}
}
