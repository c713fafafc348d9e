package io.bitgap.idempotency;

import io.bitgap.format.Sha256;
import io.bitgap.problem.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * {@code Idempotency-Key} on POSTs that create. What the request creates and its answer under the key are stored in one
 * transaction, so that there is no moment in which one is there without the other; a second request with the key waits for the
 * first, for a few seconds and without a connection to the database. A request that is refused stores nothing and may be sent
 * again, mended, with the same key.
 *
 * <p>Source: draft-ietf-httpapi-idempotency-key-header.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE) // no request that is refused opens a transaction
class IdempotencyFilter extends OncePerRequestFilter {
    static final String KEY = "Idempotency-Key";
    private static final String IN_USE = "idempotency-key-in-use";

    /** Not those whose answers hold a secret: POST /users and /account/tokens. It would be stored with them. */
    private static final List<String> CREATING = List.of("/experiments", "/networks", "/published", "/runs/{id}/again");

    /** However the address is written: it is compared as Spring compares it. */
    private static final RequestMatcher CREATES = new OrRequestMatcher(CREATING.stream()
            .map(path -> (RequestMatcher) PathPatternRequestMatcher.pathPattern(HttpMethod.POST, path))
            .toList());

    private static final Pattern USABLE = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final int REFUSED = 400;

    /** How long a request waits for another one with its key. */
    static final Duration MAX_WAIT = Duration.ofSeconds(5);

    /** Between two tries; longer and longer, since each needs a connection. */
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

    private static final Duration MAX_PAUSE = Duration.ofMillis(400);

    private final StoredResponses answers;
    private final TransactionOperations transactions;
    private final HandlerExceptionResolver errors;
    private final Clock clock;

    IdempotencyFilter(
            StoredResponses answers,
            TransactionOperations transactions,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver errors,
            Clock clock) {
        this.answers = answers;
        this.transactions = transactions;
        this.errors = errors;
        this.clock = clock;
    }

    /** Whether a POST to this path of the OpenAPI description takes a key. */
    static boolean creates(String path) {
        return CREATING.contains(path);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader(KEY) == null || !CREATES.matches(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
        try {
            String key = key(request.getHeader(KEY));
            byte[] body = request.getInputStream().readAllBytes();
            String hash = hash(address(request), body);
            waitForTurn(() -> attempt(key, hash, new CachedBodyRequest(request, body), answer, chain));
        } catch (Problem problem) {
            answer.resetBuffer(); // not the headers that every answer has
            if (problem.code().equals(IN_USE)) {
                answer.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(MAX_WAIT.toSeconds()));
            }
            errors.resolveException(request, answer, null, problem);
        } catch (Passed passed) {
            throw passed.cause;
        }
        answer.copyBodyToResponse();
    }

    /** Tries until the key is free; between two tries nothing is held but the thread. */
    private void waitForTurn(BooleanSupplier attempt) {
        Instant end = clock.instant().plus(MAX_WAIT);
        Duration pause = FIRST_PAUSE;
        while (!attempt.getAsBoolean()) {
            if (!clock.instant().isBefore(end)) {
                throw new Problem(
                        Problem.Kind.CONFLICT,
                        IN_USE,
                        "Another request with this Idempotency-Key is still being answered. Send the same again later to get"
                                + " its answer.");
            }
            LockSupport.parkNanos(pause.toNanos());
            pause = pause.compareTo(MAX_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
        }
    }

    /** False where another request has the key just now. */
    private boolean attempt(
            String key,
            String hash,
            HttpServletRequest request,
            ContentCachingResponseWrapper answer,
            FilterChain chain) {
        return Boolean.TRUE.equals(transactions.execute(transaction -> {
            if (!answers.lock(key)) {
                return false;
            }
            Optional<StoredResponse> earlier = answers.find(key);
            if (earlier.isPresent()) {
                replay(earlier.get(), hash, answer);
                return true;
            }
            pass(chain, request, answer);
            if (answer.getStatus() >= REFUSED) {
                transaction.setRollbackOnly();
            } else {
                answers.store(key, answer(hash, answer));
            }
            return true;
        }));
    }

    private static String key(String key) {
        if (!USABLE.matcher(key).matches()) {
            throw new Problem(
                    Problem.Kind.MALFORMED,
                    "bad-idempotency-key",
                    "An Idempotency-Key has 1 to 255 visible ASCII characters; a random UUID is a good one.");
        }
        return key;
    }

    /** With its query, which may change what is created: {@code ?reuse=true}. */
    private static String address(HttpServletRequest request) {
        String query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }

    private static String hash(String address, byte[] body) {
        return Sha256.of((address + "\0").getBytes(StandardCharsets.UTF_8), body);
    }

    private static void replay(StoredResponse earlier, String hash, HttpServletResponse response) {
        if (!earlier.requestHash().equals(hash)) {
            throw new Problem(
                    Problem.Kind.UNPROCESSABLE,
                    "idempotency-key-reused",
                    "This Idempotency-Key was used with another request within the last 24 hours: use a new one.");
        }
        response.setStatus(earlier.status());
        set(response, HttpHeaders.CONTENT_TYPE, earlier.contentType());
        set(response, HttpHeaders.LOCATION, earlier.location());
        response.setHeader("Idempotency-Replayed", "true");
        try {
            response.getOutputStream().write(earlier.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void set(HttpServletResponse response, String header, @Nullable String value) {
        if (value != null) {
            response.setHeader(header, value);
        }
    }

    private static StoredResponse answer(String hash, ContentCachingResponseWrapper response) {
        return new StoredResponse(
                hash,
                response.getStatus(),
                response.getContentType(),
                response.getHeader(HttpHeaders.LOCATION),
                response.getContentAsByteArray());
    }

    private static void pass(FilterChain chain, HttpServletRequest request, HttpServletResponse response) {
        try {
            chain.doFilter(request, response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ServletException e) {
            throw new Passed(e);
        }
    }

    /** Carries a checked exception through the transaction, which rolls back. */
    private static final class Passed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final ServletException cause;

        Passed(ServletException cause) {
            super(cause);
            this.cause = cause;
        }
    }
}
