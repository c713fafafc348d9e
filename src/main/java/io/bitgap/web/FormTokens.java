package io.bitgap.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Every form carries what stands in a cookie of the browser, which other sites can neither read nor set. Programs that are no browser
 * need none: nobody makes them send what their user does not know of.
 */
final class FormTokens {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private static final RequestMatcher CHANGES_NOTHING =
            new OrRequestMatcher(PathPatternRequestMatcher.pathPattern("/experiments/preview"), BodySizeFilter.TENSORS);

    private FormTokens() {}

    /** In a cookie rather than in the session: pages for people who have not signed in have none. */
    static CookieCsrfTokenRepository repository() {
        CookieCsrfTokenRepository repository = new CookieCsrfTokenRepository();
        repository.setCookieName("bitgap-form");
        repository.setCookieCustomizer(cookie -> cookie.httpOnly(true).sameSite("Lax"));
        return repository;
    }

    static boolean needed(HttpServletRequest request) {
        return !READING.contains(request.getMethod()) && fromBrowser(request) && !CHANGES_NOTHING.matches(request);
    }

    /** A browser cannot be made to send somebody's token by another site's page; a name and password it may have kept. */
    private static boolean fromBrowser(HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return (authorization == null || !authorization.regionMatches(true, 0, "Bearer ", 0, "Bearer ".length()))
                && (request.getHeader(HttpHeaders.COOKIE) != null
                        || request.getHeader(HttpHeaders.ORIGIN) != null
                        || request.getHeader("Sec-Fetch-Site") != null);
    }
}
