package io.bitgap.web;

import io.bitgap.problem.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Limits the size of a body to what its operation has use for: before any of it is read where its length is told, else as soon as
 * too much has come.
 */
@Component
@Order(FilterOrder.BODY_SIZE)
class BodySizeFilter extends OncePerRequestFilter {
    /** A spec, a network, a cited number. */
    private static final int MEBIBYTES = 1;

    /** A network that is pasted takes more room in a form; Tomcat reads no longer one either. */
    private static final int MEBIBYTES_OF_A_FORM = 2;

    /** Room for 65,536 values and as many gradients as decimal text. */
    private static final int MEBIBYTES_OF_TENSORS = 4;

    static final RequestMatcher TENSORS = PathPatternRequestMatcher.pathPattern("/quantizers/{name}/evaluate");

    /** For any body, however small; a longer one has to come at least so fast. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final int LEAST_BYTES_A_MILLISECOND = 16;

    private final HandlerExceptionResolver errors;

    BodySizeFilter(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver errors) {
        this.errors = errors;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > (long) mebibytes(request) << 20) {
            errors.resolveException(request, response, null, tooLarge(request));
        } else {
            HttpServletRequest limited = new Limited(request);
            if (isForm(request) && HttpMethod.POST.matches(request.getMethod())) {
                try {
                    limited = FormParameters.read(limited);
                } catch (Problem | InvalidParameterException unreadable) {
                    errors.resolveException(request, response, null, unreadable);
                    return;
                }
            }
            chain.doFilter(limited, response);
        }
    }

    static boolean isForm(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
    }

    static Problem tooLarge(HttpServletRequest request) {
        return new Problem(
                Problem.Kind.TOO_LARGE,
                "body-too-large",
                "A body of %s %s may have %d MiB; send less."
                        .formatted(request.getMethod(), request.getRequestURI(), mebibytes(request)));
    }

    private static int mebibytes(HttpServletRequest request) {
        if (TENSORS.matches(request)) {
            return MEBIBYTES_OF_TENSORS;
        }
        return isForm(request) ? MEBIBYTES_OF_A_FORM : MEBIBYTES;
    }

    private static final class Limited extends HttpServletRequestWrapper {
        Limited(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new Counting(super.getInputStream(), (HttpServletRequest) getRequest());
        }
    }

    private static final class Counting extends ServletInputStream {
        private final ServletInputStream in;
        private final HttpServletRequest request;
        private final long begun = System.nanoTime();
        private long read;

        Counting(ServletInputStream in, HttpServletRequest request) {
            this.in = in;
            this.request = request;
        }

        @Override
        public int read() throws IOException {
            int next = in.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = in.read(bytes, offset, length);
            count(Math.max(0, count));
            return count;
        }

        private void count(int bytes) {
            read += bytes;
            if (System.nanoTime() - begun
                    > PATIENCE.plusMillis(read / LEAST_BYTES_A_MILLISECOND).toNanos()) {
                throw new Problem(
                        Problem.Kind.TIMED_OUT,
                        "body-too-slow",
                        "A body has to come within " + PATIENCE.toSeconds() + " s, or faster than 16 KB a second.");
            }
            if (read > (long) mebibytes(request) << 20) {
                throw tooLarge(request);
            }
        }

        @Override
        public boolean isFinished() {
            return in.isFinished();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            in.setReadListener(listener);
        }
    }
}
