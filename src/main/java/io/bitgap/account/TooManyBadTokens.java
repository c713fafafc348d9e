package io.bitgap.account;

import org.springframework.security.core.AuthenticationException;

/** {@link TooManyRequests} as Spring Security passes it on; no event tells of it, so nothing is written down. */
final class TooManyBadTokens extends AuthenticationException {
    private static final long serialVersionUID = 1L;

    TooManyBadTokens(TooManyRequests cause) {
        super(cause.getMessage(), cause);
    }
}
