package io.bitgap.web;

import io.bitgap.account.Sessions;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Whoever signed in long ago does so again, however busy they were: a session is not for ever, nor what a provider said once. So does
 * whoever was still signing in when their right to it ended.
 */
final class SessionLifetimeFilter extends OncePerRequestFilter {
    private final Duration longest;
    private final Sessions sessions;
    private final Clock clock;

    SessionLifetimeFilter(Duration longest, Sessions sessions, Clock clock) {
        this.longest = longest;
        this.sessions = sessions;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpSession session = request.getSession(false);
        if (session != null && !lasts(session)) {
            session.invalidate();
            SecurityContextHolder.clearContext();
        }
        chain.doFilter(request, response);
    }

    private boolean lasts(HttpSession session) {
        if (Instant.ofEpochMilli(session.getCreationTime()).plus(longest).isBefore(clock.instant())) {
            return false;
        }
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        return who == null || who.getPrincipal() == null || sessions.lasts(who.getPrincipal());
    }
}
