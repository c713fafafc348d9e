package io.bitgap.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;

/**
 * Every form carries what stands in a cookie of the browser, which other sites can neither read nor set. Programs that are no browser
 * need none: nobody makes them send what their user does not know of.
 */
final class FormTokens {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private FormTokens() {}

    /** In a cookie rather than in the session: pages for people who have not signed in have none. */
    static CookieCsrfTokenRepository repository() {
        CookieCsrfTokenRepository repository = new CookieCsrfTokenRepository();
        repository.setCookieName("bitgap-form");
        repository.setCookieCustomizer(cookie -> cookie.httpOnly(true).sameSite("Strict"));
        return repository;
    }

    static boolean needed(HttpServletRequest request) {
        return !READING.contains(request.getMethod()) && fromBrowser(request) && !changesNothing(request);
    }

    /** A browser cannot be made to send somebody's token by another site's page. */
    private static boolean fromBrowser(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.AUTHORIZATION) == null
                && (request.getHeader(HttpHeaders.COOKIE) != null
                        || request.getHeader(HttpHeaders.ORIGIN) != null
                        || request.getHeader("Sec-Fetch-Site") != null);
    }

    private static boolean changesNothing(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return path.equals("/experiments/preview") || path.matches("/quantizers/[^/]+/evaluate");
    }
}
