package io.bitgap.idempotency;

import io.bitgap.problem.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * {@code Idempotency-Key} on POSTs that create. The key, what the request creates and its answer are stored in one
 * transaction, so that there is no moment in which one is there without the others; a second request with the key waits for the
 * first. A request that is refused stores nothing and may be sent again, mended, with the same key.
 *
 * <p>Source: draft-ietf-httpapi-idempotency-key-header.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE) // no request that is refused opens a transaction
class IdempotencyFilter extends OncePerRequestFilter {
    static final String KEY = "Idempotency-Key";
    private static final Pattern CREATING = Pattern.compile("/(experiments|networks|published|runs/[^/]+/again)");
    private static final Pattern USABLE = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final int MAX_BYTES = 8 << 20;
    private static final int REFUSED = 400;

    private final StoredResponses answers;
    private final TransactionOperations transactions;
    private final HandlerExceptionResolver errors;

    IdempotencyFilter(
            StoredResponses answers,
            TransactionOperations transactions,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver errors) {
        this.answers = answers;
        this.transactions = transactions;
        this.errors = errors;
    }

    /** Whether a POST to this path creates something; {@code {id}} stands for one, too. */
    static boolean creates(String path) {
        return CREATING.matcher(path).matches();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST")
                || request.getHeader(KEY) == null
                || !creates(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
        try {
            String key = key(request.getHeader(KEY));
            byte[] body = body(request);
            String hash = sha256(address(request), body);
            CachedBodyRequest repeatable = new CachedBodyRequest(request, body);
            transactions.executeWithoutResult(transaction -> {
                Optional<StoredResponse> earlier = answers.take(key, hash);
                if (earlier.isPresent()) {
                    replay(earlier.get(), hash, answer);
                    return;
                }
                pass(chain, repeatable, answer);
                if (answer.getStatus() >= REFUSED) {
                    transaction.setRollbackOnly();
                } else {
                    answers.store(key, answer(hash, answer));
                }
            });
        } catch (Problem problem) {
            answer.reset();
            errors.resolveException(request, answer, null, problem);
        } catch (Passed passed) {
            throw passed.cause;
        }
        answer.copyBodyToResponse();
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

    private static byte[] body(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            throw new Problem(
                    Problem.Kind.TOO_LARGE,
                    "body-too-large",
                    "The body is larger than " + (MAX_BYTES >> 20) + " MiB; send less.");
        }
        return body;
    }

    /** With its query, which may change what is created: {@code ?reuse=true}. */
    private static String address(HttpServletRequest request) {
        String query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
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

    private static String sha256(String address, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(address.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return HexFormat.of().formatHex(digest.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
