package io.bitgap.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.ViewResolver;
import org.springframework.web.util.DisconnectedClientHelper;

/** Answers every exception: a page for browsers, problem+json for everyone else. */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProblemAdvice {
    private final ErrorTranslation errors;
    private final ViewResolver templates;

    ProblemAdvice(ErrorTranslation errors, @Qualifier("thymeleafViewResolver") ViewResolver templates) {
        this.errors = errors;
        this.templates = templates;
    }

    @ExceptionHandler(Throwable.class)
    @Nullable
    Object answer(Throwable error, HttpServletRequest request, HttpServletResponse response) throws Exception {
        if (DisconnectedClientHelper.isClientDisconnectedException(error)) {
            // nobody is left to read an answer
            return null;
        }
        Object answer = answer(errors.of(error, request, request.getRequestURI()), request, response);
        if (answer instanceof ModelAndView page
                && request.getAttribute(DispatcherServlet.WEB_APPLICATION_CONTEXT_ATTRIBUTE) == null) {
            // a filter refuses the request: nobody else will render the page
            response.setStatus(Objects.requireNonNull(page.getStatus()).value());
            Objects.requireNonNull(templates.resolveViewName("error", request.getLocale()))
                    .render(page.getModel(), request, response);
            return null;
        }
        return answer;
    }

    static Object answer(
            ResponseEntity<ProblemDetail> problem, HttpServletRequest request, HttpServletResponse response) {
        ProblemDetail detail = Objects.requireNonNull(problem.getBody());
        if (HtmlPreference.asks(request)) {
            problem.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
            response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
            ModelAndView page = new ModelAndView("error", problem.getStatusCode());
            page.addObject("status", detail.getStatus());
            page.addObject("title", detail.getTitle());
            page.addObject("detail", detail.getDetail());
            page.addAllObjects(detail.getProperties());
            return page;
        }
        return ResponseEntity.status(problem.getStatusCode())
                .headers(problem.getHeaders())
                .varyBy(HttpHeaders.ACCEPT)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(detail);
    }
}
