package io.bitgap.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.bitgap.TestDatabase;
import io.bitgap.problem.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.transaction.support.TransactionTemplate;

/** Whom a provider has signed in, and what it says of them. */
class OidcPeopleTests {
    private final DataSource database = TestDatabase.source();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final PersonRows rows = new PersonRows(jdbc);
    private final Audit audit = SignedIn.audit(jdbc);
    private final CurrentUser user = new CurrentUser();
    private final ApiTokens tokens = new ApiTokens(jdbc, user, audit, UUID::randomUUID, Clock.systemUTC());
    private final OidcPeople people = people("roles");

    private OidcPeople people(String roleClaim) {
        return new OidcPeople(
                new AccountSettings(
                        "oidc",
                        null,
                        List.of(),
                        Duration.ofHours(12),
                        new AccountSettings.Oidc("https://login.example", "bitgap", "", roleClaim, "")),
                rows,
                tokens,
                audit,
                UUID::randomUUID,
                Clock.systemUTC(),
                new TransactionTemplate(new JdbcTransactionManager(database)));
    }

    private static OidcUser claims(Map<String, Object> claims) {
        return new DefaultOidcUser(
                List.of(),
                OidcIdToken.withTokenValue("x")
                        .issuer("https://login.example")
                        .subject("1")
                        .issuedAt(Instant.now())
                        .expiresAt(Instant.now().plusSeconds(60))
                        .claims(all -> all.putAll(claims))
                        .build());
    }

    private static OidcUser ada(String... roles) {
        return claims(Map.of("preferred_username", "Ada", "roles", List.of(roles)));
    }

    @Test
    void whoSignsInForTheFirstTimeInSeveralWindowsIsOnePerson() throws Exception {
        ExecutorService windows = Executors.newFixedThreadPool(8);
        try {
            List<UUID> found = new ArrayList<>();
            for (Future<OidcPerson> window : windows.invokeAll(
                    Collections.<Callable<OidcPerson>>nCopies(8, () -> people.known(ada("viewer"))))) {
                found.add(window.get().actor().id());
            }
            assertThat(found.stream().distinct()).hasSize(1);
            assertThat(rows.all()).singleElement().extracting(Person::name).isEqualTo("ada");
        } finally {
            windows.shutdownNow();
        }
    }

    @Test
    void anotherRoleEndsTheSessionsThatHadTheOldOne() {
        OidcPerson before = people.known(ada("operator"));
        OidcPerson after = people.known(ada("viewer", "nothing"));
        UUID id = SignedIn.id(after.actor());
        assertThat(after.actor().role()).isEqualTo(PersonRole.VIEWER);
        assertThat(rows.lasts(id, before.sessionsOf())).isFalse();
        assertThat(rows.lasts(id, after.sessionsOf())).isTrue();
        assertThat(people.known(ada("viewer")).sessionsOf()).isEqualTo(after.sessionsOf());
    }

    @Test
    void whoIsDisabledStaysItWhateverTheProviderSays() {
        UUID id = SignedIn.id(people.known(ada("viewer")).actor());
        rows.change(id, PersonRole.VIEWER, Instant.now());
        assertThatThrownBy(() -> people.known(ada("admin"))).isInstanceOf(OAuth2AuthenticationException.class);
        assertThat(rows.find(id).orElseThrow().disabled()).isTrue();
    }

    @Test
    void whoLosesTheRoleThereComesInNoMoreWithATokenEither() {
        OidcPerson person = people.known(ada("researcher"));
        rows.seen(SignedIn.id(person.actor()), Instant.now());
        String token = token(person);
        assertThat(tokens.actor(token)).isPresent();
        assertThatThrownBy(() -> people.known(ada("none of ours")))
                .isInstanceOf(OAuth2AuthenticationException.class)
                .hasMessageContaining("none of the roles");
        assertThat(tokens.actor(token)).isEmpty();
        assertThat(rows.lasts(SignedIn.id(person.actor()), person.sessionsOf())).isFalse();
    }

    @Test
    void aTokenNeedsAnOwnerWhomTheProviderHasSeenLately() {
        OidcPerson person = people.known(ada("researcher"));
        rows.seen(SignedIn.id(person.actor()), Instant.now().minus(Duration.ofDays(29)));
        String token = token(person);
        assertThat(tokens.actor(token)).isPresent();
        jdbc.sql("update person set last_seen_at = last_seen_at - interval '2 days'")
                .update();
        assertThat(tokens.actor(token)).isEmpty();
        rows.seen(SignedIn.id(person.actor()), Instant.now());
        assertThat(tokens.actor(token)).isPresent();
    }

    private String token(OidcPerson person) {
        return SignedIn.as(person.actor(), () -> tokens.create("nightly", null, null))
                .secret();
    }

    @Test
    void aClaimMayHaveDotsInItsNameOrLieInsideOfOthers() {
        assertThat(people("https://example.com/roles")
                        .known(claims(Map.of("https://example.com/roles", "operator")))
                        .actor()
                        .role())
                .isEqualTo(PersonRole.OPERATOR);
        assertThat(people("realm_access.roles")
                        .known(claims(Map.of("realm_access", Map.of("roles", List.of("researcher")))))
                        .actor()
                        .role())
                .isEqualTo(PersonRole.RESEARCHER);
    }

    @Test
    void nobodyGetsANameThatStandsForSomebodyElse() {
        OidcPerson person = people.known(
                claims(Map.of("preferred_username", "BitGap", "email", "bob@example.com", "roles", "viewer")));
        assertThat(person.actor().name()).isEqualTo("bob@example.com");
    }

    @Test
    void whereAProviderSaysWhoThereIsNobodyIsInvited() {
        People oidc = new People(rows, tokens, audit, AuthMode.OIDC, UUID::randomUUID, Clock.systemUTC());
        Problem problem = catchThrowableOfType(Problem.class, () -> oidc.add("grace", PersonRole.VIEWER));
        assertThat(problem.code()).isEqualTo("signs-in-elsewhere");
        assertThat(rows.all()).isEmpty();
    }

    @Test
    void whomTheProviderRefusesIsWrittenDown() {
        List<Object> events = new ArrayList<>();
        SignInAudit.signInEvents(events::add)
                .publishAuthenticationFailure(
                        new OAuth2AuthenticationException(new OAuth2Error("access_denied", "Not\u0000Ada.", null)),
                        new TestingAuthenticationToken("x", "y"));
        new SignInAudit(audit, rows, Clock.systemUTC()).refused((AbstractAuthenticationFailureEvent) events.get(0));
        assertThat(jdbc.sql("select after ->> 'reason' from audit_entry where action = 'fail-to-sign-in'")
                        .query(String.class)
                        .list())
                .containsExactly("Not?Ada.");
    }
}
