package io.bitgap.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Errors that never reached a controller: filters, the container. */
@Controller
class ErrorPageController implements ErrorController {
    @RequestMapping("${server.error.path:${error.path:/error}}")
    Object error(HttpServletRequest request, HttpServletResponse response) {
        Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        Object error = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        if (path == null) {
            // somebody asked for /error itself
            return ProblemAdvice.answer(
                    ErrorTranslation.nothingThere(request), request, response, request.getRequestURI());
        }
        ErrorFinding finding = error instanceof Throwable thrown
                ? ErrorTranslation.of(thrown, request)
                : ErrorTranslation.ofStatus(status(request), null);
        return ProblemAdvice.answer(finding, request, response, path.toString());
    }

    private static HttpStatus status(HttpServletRequest request) {
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        HttpStatus status = code instanceof Integer number ? HttpStatus.resolve(number) : null;
        return status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status;
    }
}
