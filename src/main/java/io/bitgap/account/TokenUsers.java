package io.bitgap.account;

import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.stereotype.Component;

/** Finds whose token a request came with. */
@Component
class TokenUsers implements OpaqueTokenIntrospector {
    private final ApiTokens tokens;
    private final RateLimits limits;

    TokenUsers(ApiTokens tokens, RateLimits limits) {
        this.tokens = tokens;
        this.limits = limits;
    }

    /** @throws TooManyBadTokens where even looking at one more is too much, and writing it down too */
    @Override
    public OAuth2AuthenticatedPrincipal introspect(String token) {
        return RestrictedConnections.forAnybody(() -> tokens.actor(token))
                .map(TokenUser::new)
                .orElseThrow(this::bad);
    }

    private RuntimeException bad() {
        try {
            Audit.address().ifPresent(limits::badToken);
        } catch (TooManyRequests tooMany) {
            return new TooManyBadTokens(tooMany);
        }
        return new BadOpaqueTokenException("unknown, revoked or too old");
    }
}
