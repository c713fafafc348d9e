package io.bitgap.web;

import io.bitgap.account.RateLimits;
import io.bitgap.account.TooManyRequests;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/** Passwords cannot be tried one after the other, nor may who never comes back from a provider leave session after session behind. */
final class SignInLimitFilter extends OncePerRequestFilter {
    /** However the address is written: it is compared as Spring Security does it. */
    private static final RequestMatcher TRIES =
            PathPatternRequestMatcher.pathPattern(HttpMethod.POST, SignIn.PAGE + "/**");

    private static final RequestMatcher LEAVES = PathPatternRequestMatcher.pathPattern("/oauth2/authorization/**");

    private final RateLimits limits;
    private final Refusals refusals;

    SignInLimitFilter(RateLimits limits, Refusals refusals) {
        this.limits = limits;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            if (TRIES.matches(request)) {
                // with blanks around it the name is the same one to Spring Security
                String name = Objects.requireNonNullElse(request.getParameter("name"), "")
                        .trim();
                limits.signIn(name, request.getRemoteAddr());
            } else if (LEAVES.matches(request)) {
                limits.signIn(request.getRemoteAddr());
            }
        } catch (TooManyRequests tooMany) {
            refusals.refuse(request, response, tooMany);
            return;
        }
        chain.doFilter(request, response);
    }
}
