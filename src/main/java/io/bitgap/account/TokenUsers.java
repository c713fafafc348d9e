package io.bitgap.account;

import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.stereotype.Component;

/** Finds whose token a request came with. */
@Component
class TokenUsers implements OpaqueTokenIntrospector {
    private final ApiTokens tokens;

    TokenUsers(ApiTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public OAuth2AuthenticatedPrincipal introspect(String token) {
        return tokens.actor(token)
                .map(TokenUser::new)
                .orElseThrow(() -> new BadOpaqueTokenException("unknown, revoked or too old"));
    }
}
