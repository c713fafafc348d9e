package io.bitgap.account;

import java.util.EnumMap;
import java.util.Map;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Somebody of every role, each with a token. */
@TestComponent
class Everybody {
    private final JdbcClient jdbc;
    private final ApiTokens tokens;
    private final Map<PersonRole, String> secrets = new EnumMap<>(PersonRole.class);

    Everybody(JdbcClient jdbc, ApiTokens tokens) {
        this.jdbc = jdbc;
        this.tokens = tokens;
    }

    /** Whom the token of a role belongs to. */
    Actor of(PersonRole role) {
        return SignedIn.stored(jdbc, "the-" + role.word(), role);
    }

    /** A person of one's own, for tests that change them. */
    Actor somebody(PersonRole role) {
        return SignedIn.stored(jdbc, "person-" + System.nanoTime(), role);
    }

    String token(Actor actor) {
        return SignedIn.as(actor, () -> tokens.create("test", null, null)).secret();
    }

    MockHttpServletRequestBuilder as(PersonRole role, MockHttpServletRequestBuilder request) {
        return with(secrets.computeIfAbsent(role, any -> token(of(role))), request);
    }

    static MockHttpServletRequestBuilder with(String token, MockHttpServletRequestBuilder request) {
        return request.header("Authorization", "Bearer " + token);
    }
}
