package io.bitgap.web;

import io.bitgap.account.Authenticated;
import io.bitgap.account.RateLimits;
import io.bitgap.account.TooManyRequests;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Nobody keeps the service from everybody else by asking all the time. */
final class RequestLimitFilter extends OncePerRequestFilter {
    private final RateLimits limits;
    private final Refusals refusals;

    RequestLimitFilter(RateLimits limits, Refusals refusals) {
        this.limits = limits;
        this.refusals = refusals;
    }

    /** What a page consists of is asked for by many at once, and costs nothing. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.startsWith(request.getContextPath() + "/assets/")
                || path.startsWith(request.getContextPath() + "/actuator/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        try {
            if (who != null && who.getPrincipal() instanceof Authenticated somebody) {
                limits.request(somebody.actor());
            }
        } catch (TooManyRequests tooMany) {
            refusals.refuse(request, response, tooMany);
            return;
        }
        chain.doFilter(request, response);
    }
}
