package io.bitgap.web;

import io.bitgap.account.NotSignedIn;
import io.bitgap.account.TooManyRequests;
import io.bitgap.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** How a request is refused before it reaches a controller: as every other problem; a browser is shown where to sign in. */
@Component
class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {
    private final HandlerExceptionResolver errors;

    Refusals(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver errors) {
        this.errors = errors;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException error)
            throws IOException {
        if (error.getCause() instanceof TooManyRequests tooMany) {
            refuse(request, response, tooMany);
            return;
        }
        boolean token = error instanceof InvalidBearerTokenException;
        if (!token && request.getMethod().equals("GET") && HtmlPreference.asks(request)) {
            String query = request.getQueryString();
            String page =
                    request.getRequestURI().substring(request.getContextPath().length())
                            + (query == null ? "" : "?" + query);
            response.sendRedirect(
                    request.getContextPath() + SignIn.PAGE + "?to=" + URLEncoder.encode(page, StandardCharsets.UTF_8));
            return;
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, token ? "Bearer error=\"invalid_token\"" : "Bearer");
        refuse(
                request,
                response,
                token
                        ? new Problem(
                                Problem.Kind.UNAUTHENTICATED,
                                "bad-token",
                                "This token is unknown, revoked or too old, or its owner is disabled: make a new one at /account.")
                        : new NotSignedIn());
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException error) {
        refuse(
                request,
                response,
                error instanceof CsrfException
                        ? new Problem(
                                Problem.Kind.FORBIDDEN,
                                "form-expired",
                                "This form does not come from a page of this browser, or cookies are switched off here: open the page"
                                        + " again and send it once more. Programs send no cookies, but Authorization: Bearer and a token.")
                        : new Problem(Problem.Kind.FORBIDDEN, "forbidden", "You may not do this."));
    }

    void refuse(HttpServletRequest request, HttpServletResponse response, Problem problem) {
        errors.resolveException(request, response, null, problem);
    }
}
