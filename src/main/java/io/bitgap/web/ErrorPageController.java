package io.bitgap.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Errors that never reached a controller: filters, the container. */
@Controller
class ErrorPageController implements ErrorController {
    private final ErrorTranslation errors;

    ErrorPageController(ErrorTranslation errors) {
        this.errors = errors;
    }

    @RequestMapping("${server.error.path:${error.path:/error}}")
    Object error(HttpServletRequest request, HttpServletResponse response) throws NoResourceFoundException {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        if (status == null) {
            // somebody asked for /error itself
            String address = request.getRequestURI();
            throw new NoResourceFoundException(HttpMethod.valueOf(request.getMethod()), address, address);
        }
        Object named = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        // a JSON answer's file name is guessed from it, and this one may not even be decodable
        request.setAttribute(RequestDispatcher.FORWARD_REQUEST_URI, request.getRequestURI());
        String path = named == null ? "" : named.toString(); // it may have been what could not be read
        Object error = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        return ProblemAdvice.answer(
                error instanceof Throwable thrown && status.equals(HttpServletResponse.SC_INTERNAL_SERVER_ERROR)
                        ? errors.of(thrown, request, path)
                        : errors.ofStatus(HttpStatusCode.valueOf((int) status), path),
                request,
                response);
    }
}
