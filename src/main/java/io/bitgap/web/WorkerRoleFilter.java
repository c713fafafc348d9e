package io.bitgap.web;

import io.bitgap.problem.Problem;
import io.bitgap.settings.Settings;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** A worker process answers health checks and metrics; everything else is the business of web processes. */
@Component
@Order(FilterOrder.WORKER_ROLE)
class WorkerRoleFilter extends OncePerRequestFilter {
    private final boolean open;
    private final HandlerExceptionResolver errors;

    WorkerRoleFilter(Settings settings, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver errors) {
        this.open = settings.role().serves();
        this.errors = errors;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return open || request.getRequestURI().startsWith(request.getContextPath() + "/actuator");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) {
        errors.resolveException(
                request,
                response,
                null,
                new Problem(
                        Problem.Kind.NOT_FOUND,
                        "worker-process",
                        "This process is a worker (BITGAP_ROLE=worker) and answers /actuator only; ask a web process."));
    }
}
