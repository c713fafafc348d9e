package io.bitgap.web;

import io.bitgap.account.LocalHosts;
import io.bitgap.problem.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Refuses what other web pages in the same browser ask for: listening on loopback keeps other machines out, not them. A page of another
 * scheme, host or port changes nothing here. Where nobody signs in, a page that has given its own name the address of this machine
 * reads nothing either.
 */
@Component
@Order(FilterOrder.ORIGIN)
class OriginFilter extends OncePerRequestFilter {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN = Set.of("same-origin", "none");

    private final LocalHosts hosts;
    private final HandlerExceptionResolver errors;

    OriginFilter(LocalHosts hosts, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver errors) {
        this.hosts = hosts;
        this.errors = errors;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Problem> problem = problem(request);
        if (problem.isPresent()) {
            errors.resolveException(request, response, null, problem.get());
            return;
        }
        chain.doFilter(request, response);
    }

    private Optional<Problem> problem(HttpServletRequest request) {
        if (!hosts.may(request.getServerName())) {
            return Optional.of(new Problem(
                    Problem.Kind.FORBIDDEN,
                    "unknown-host",
                    "Nobody signs in here, so this service answers by the names of this machine only, such as localhost. Name others in"
                            + " BITGAP_HOSTS, or have people sign in with BITGAP_AUTH=accounts."));
        }
        if (!READING.contains(request.getMethod()) && fromElsewhere(request)) {
            return Optional.of(new Problem(
                    Problem.Kind.FORBIDDEN, "forbidden", "A page of another site may not change anything here."));
        }
        return Optional.empty();
    }

    /** Browsers send Origin with everything that changes something; Sec-Fetch-Site only where they trust the connection. */
    private static boolean fromElsewhere(HttpServletRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        String site = request.getHeader("Sec-Fetch-Site");
        return (origin != null && !origin.toLowerCase(Locale.ROOT).equals(own(request)))
                || (site != null && !OWN.contains(site));
    }

    private static String own(HttpServletRequest request) {
        return UriComponentsBuilder.newInstance()
                .scheme(request.getScheme())
                .host(request.getServerName())
                .port(isDefault(request) ? null : String.valueOf(request.getServerPort()))
                .toUriString()
                .toLowerCase(Locale.ROOT);
    }

    private static boolean isDefault(HttpServletRequest request) {
        return request.getServerPort() == (request.isSecure() ? 443 : 80);
    }
}
