package io.bitgap.web;

import io.bitgap.account.AuthMode;
import io.bitgap.account.LocalUser;
import io.bitgap.account.SignInRules;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UrlPathHelper;

/**
 * Says what holds for every answer, errors of the container included: a page may run only our own files and stands in no frame;
 * caches keep a URL's page and its JSON apart and ask again each time, unless the answer itself says how long it lasts. Until Spring
 * Security says who asks, nobody does: what refuses a request before that answers with a page, too.
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
    private final Object nobody;

    /** The form that signs out leads on to the provider. */
    SecurityHeadersFilter(SignInRules rules, AuthMode mode) {
        this.nobody = mode == AuthMode.LOCAL ? LocalUser.INSTANCE : "nobody";
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
        boolean swagger =
                UrlPathHelper.defaultInstance.getPathWithinApplication(request).startsWith("/swagger-ui/");
        response.setHeader("Content-Security-Policy", swagger ? policy + INLINE_STYLES_TOO : policy);
        response.setHeader(HttpHeaders.CACHE_CONTROL, ASK_AGAIN);
        SecurityContextHolder.setContext(new SecurityContextImpl(new AnonymousAuthenticationToken(
                "nobody", nobody, AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS"))));
        try {
            chain.doFilter(request, new OneCacheControl(response));
        } finally {
            SecurityContextHolder.clearContext();
        }
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
