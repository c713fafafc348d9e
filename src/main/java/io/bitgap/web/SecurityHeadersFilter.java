package io.bitgap.web;

import io.bitgap.account.SignInRules;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Says what holds for every answer, errors of the container included: a page may run only our own files and stands in no frame;
 * caches keep a URL's page and its JSON apart and ask again each time, unless the answer itself says how long it lasts.
 */
@Component
@Order(FilterOrder.SECURITY_HEADERS)
class SecurityHeadersFilter extends OncePerRequestFilter {
    private static final String OWN_FILES_ONLY = "default-src 'self'; img-src 'self' data:; object-src 'none'; "
            + "base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    /** Swagger's own page has some. */
    private static final String INLINE_STYLES_TOO = "; style-src 'self' 'unsafe-inline'";

    private static final String ASK_AGAIN = "no-cache, private";

    private final String policy;

    /** The form that signs out leads on to the provider. */
    SecurityHeadersFilter(SignInRules rules) {
        this.policy = rules.elsewhere().isEmpty() ? OWN_FILES_ONLY : OWN_FILES_ONLY + " " + rules.elsewhere();
    }

    /** What the container refuses has not passed here before. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        boolean swagger = request.getRequestURI().startsWith("/swagger-ui");
        response.setHeader("Content-Security-Policy", swagger ? policy + INLINE_STYLES_TOO : policy);
        response.setHeader(HttpHeaders.CACHE_CONTROL, ASK_AGAIN);
        chain.doFilter(request, new OneCacheControl(response));
    }

    /** Spring adds what a controller says of caches to what is there; two of them are the stricter one. */
    private static final class OneCacheControl extends HttpServletResponseWrapper {
        OneCacheControl(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void addHeader(String name, String value) {
            if (name.equalsIgnoreCase(HttpHeaders.CACHE_CONTROL)) {
                setHeader(name, value);
            } else {
                super.addHeader(name, value);
            }
        }
    }
}
