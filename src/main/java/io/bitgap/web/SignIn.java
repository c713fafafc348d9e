package io.bitgap.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.stereotype.Component;

/** Where people go after they have signed in, or have failed to. */
@Component
class SignIn implements AuthenticationSuccessHandler, AuthenticationFailureHandler {
    static final String PAGE = "/sign-in";

    @Override
    public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response, Authentication who)
            throws IOException {
        response.sendRedirect(request.getContextPath() + here(request.getParameter("to")));
    }

    /** Only a page of this service: a link to the sign-in page must not lead elsewhere. */
    static String here(@Nullable String page) {
        return page != null && page.matches("/([^/\\\\\\p{Cntrl}][^\\\\\\p{Cntrl}]*)?") ? page : "/";
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException error)
            throws IOException {
        String why = error instanceof OAuth2AuthenticationException ? "?refused" : "?wrong";
        response.sendRedirect(request.getContextPath() + PAGE + why);
    }
}
