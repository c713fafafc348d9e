package io.bitgap.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
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
    private static final String WANTED = SignIn.class.getName() + ".to";

    @Override
    public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response, Authentication who)
            throws IOException {
        HttpSession session = request.getSession();
        String kept = session.getAttribute(WANTED) instanceof String page ? page : null;
        session.removeAttribute(WANTED);
        String asked = request.getParameter("to");
        response.sendRedirect(request.getContextPath() + here(asked == null ? kept : asked));
    }

    /** To the provider; where somebody wanted to go is kept until they are back. */
    void leave(HttpServletRequest request, HttpServletResponse response, String there) throws IOException {
        request.getSession().setAttribute(WANTED, here(request.getParameter("to")));
        response.sendRedirect(there);
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
