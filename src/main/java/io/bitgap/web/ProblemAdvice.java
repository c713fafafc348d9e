package io.bitgap.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.DisconnectedClientHelper;

/** Answers every exception: a page for browsers, problem+json for everyone else. */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProblemAdvice {
    @ExceptionHandler(Throwable.class)
    @Nullable
    Object answer(Throwable error, HttpServletRequest request, HttpServletResponse response) {
        if (DisconnectedClientHelper.isClientDisconnectedException(error)) {
            // nobody is left to read an answer
            return null;
        }
        return answer(ErrorTranslation.of(error, request), request, response, request.getRequestURI());
    }

    static Object answer(ErrorFinding finding, HttpServletRequest request, HttpServletResponse response, String path) {
        ProblemDocument document = ProblemDocument.of(finding, path);
        if (HtmlPreference.asks(request)) {
            finding.headers().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
            response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
            ModelAndView page = new ModelAndView("error", finding.status());
            page.addObject("status", document.status());
            page.addObject("title", document.title());
            page.addObject("detail", document.detail());
            page.addObject("code", document.code());
            page.addObject("errors", document.errors());
            return page;
        }
        return ResponseEntity.status(finding.status())
                .headers(finding.headers())
                .varyBy(HttpHeaders.ACCEPT)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(document);
    }
}
