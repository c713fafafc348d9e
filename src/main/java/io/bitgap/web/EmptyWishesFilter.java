package io.bitgap.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Headers that wish for nothing, or for what there is one of only, are taken as absent: everybody gets a whole answer. */
@Component
@Order(FilterOrder.EMPTY_WISHES)
class EmptyWishesFilter extends OncePerRequestFilter {
    /** Spring would begin an answer in parts and send none. */
    private static final Pattern NO_RANGE = Pattern.compile("\\s*bytes\\s*=[\\s,]*");

    /** Metrics come in Prometheus' own text whatever is asked for. */
    private static final String METRICS = "/actuator/prometheus";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Set<String> empty = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        String range = request.getHeader(HttpHeaders.RANGE);
        if (range != null && NO_RANGE.matcher(range).matches()) {
            empty.add(HttpHeaders.RANGE);
        }
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        if (accept != null
                && request.getRequestURI().equals(request.getContextPath() + METRICS)
                && !accept.contains("openmetrics")) {
            empty.add(HttpHeaders.ACCEPT);
        }
        chain.doFilter(empty.isEmpty() ? request : new Without(request, empty), response);
    }

    private static final class Without extends HttpServletRequestWrapper {
        private final Set<String> names;

        Without(HttpServletRequest request, Set<String> names) {
            super(request);
            this.names = names;
        }

        @Override
        @Nullable
        public String getHeader(String name) {
            return names.contains(name) ? null : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return names.contains(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
        }

        @Override
        public Enumeration<String> getHeaderNames() {
            List<String> left = Collections.list(super.getHeaderNames());
            left.removeIf(names::contains);
            return Collections.enumeration(left);
        }
    }
}
