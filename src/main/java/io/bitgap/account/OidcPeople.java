package io.bitgap.account;

import io.bitgap.format.IdGenerator;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Knows again whom a provider has signed in, and takes over the role that it says. Who is new there is new here. */
@Component
class OidcPeople implements OAuth2UserService<OidcUserRequest, OidcUser> {
    private static final String REFUSED = "access_denied";

    private final OidcUserService provider = new OidcUserService();
    private final AccountSettings.Oidc settings;
    private final PersonRows rows;
    private final ApiTokens tokens;
    private final Audit audit;
    private final IdGenerator ids;
    private final Clock clock;
    private final TransactionOperations transactions;

    OidcPeople(
            AccountSettings settings,
            PersonRows rows,
            ApiTokens tokens,
            Audit audit,
            IdGenerator ids,
            Clock clock,
            TransactionOperations transactions) {
        this.settings = settings.oidc();
        this.rows = rows;
        this.tokens = tokens;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
        this.transactions = transactions;
    }

    @Override
    public OidcUser loadUser(OidcUserRequest request) {
        return known(provider.loadUser(request));
    }

    /** @throws OAuth2AuthenticationException for who is disabled here or has no role there; what let them in until now ends with it */
    OidcPerson known(OidcUser claims) {
        Optional<PersonRole> role = role(claims.getClaims());
        if (role.isEmpty()) {
            transactions.executeWithoutResult(transaction -> find(claims).ifPresent(this::shutOut));
            throw refused("The provider gives " + claims.getSubject() + " none of the roles of Bitgap.");
        }
        PersonRows.Known known = Objects.requireNonNull(transactions.execute(transaction -> find(claims)
                .map(found -> withRole(found, claims, role.get()))
                .orElseGet(() -> insert(claims, role.get()))));
        if (known.person().disabled()) {
            throw refused(known.person().name() + " is disabled.");
        }
        return new OidcPerson(claims, known);
    }

    private Optional<PersonRows.Known> find(OidcUser claims) {
        return rows.known(issuer(claims), Objects.requireNonNull(claims.getSubject()));
    }

    private void shutOut(PersonRows.Known known) {
        UUID id = known.person().id();
        int ended = rows.endSessions(id);
        int revoked = tokens.revokeAll(id);
        if (ended + revoked > 0) {
            audit.record(AuditAction.CHANGE_PERSON, id, null, Map.of("sessionsEnded", ended, "tokensRevoked", revoked));
        }
    }

    private PersonRows.Known withRole(PersonRows.Known known, OidcUser claims, PersonRole role) {
        Person person = known.person();
        if (!rows.changeRole(person.id(), role)) {
            return known;
        }
        rows.endSessions(person.id());
        audit.record(
                AuditAction.CHANGE_PERSON,
                person.id(),
                Map.of("role", person.role().word()),
                Map.of("role", role.word()));
        return find(claims).orElseThrow();
    }

    /** Under the name that the provider gives; where somebody else has it, with the provider's own id behind it. */
    private PersonRows.Known insert(OidcUser claims, PersonRole role) {
        String wanted = Stream.of(claims.getPreferredUsername(), claims.getEmail(), claims.getSubject())
                .filter(Objects::nonNull)
                .map(OidcPeople::name)
                .filter(People::canBeName)
                .findFirst()
                .orElse("person");
        String other = name(wanted + "-" + claims.getSubject());
        for (String name : List.of(wanted, other)) {
            Person person = new Person(ids.next(), name, role, issuer(claims), clock.instant(), null, null);
            if (rows.insert(person, claims.getSubject())) {
                audit.record(AuditAction.ADD_PERSON, person.id(), null, Map.of("name", name, "role", role.word()));
            }
            // also where they sign in for the first time in two windows at once
            Optional<PersonRows.Known> known = find(claims);
            if (known.isPresent()) {
                return known.get();
            }
        }
        throw refused("Somebody else has the sign-in names " + wanted + " and " + other + ".");
    }

    private static String name(String text) {
        String plain =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._@+-]", "-").replaceFirst("^[^a-z0-9]+", "");
        return plain.substring(0, Math.min(100, plain.length()));
    }

    private static String issuer(OidcUser claims) {
        return Objects.requireNonNull(claims.getIssuer()).toString();
    }

    private Optional<PersonRole> role(Map<String, Object> claims) {
        return words(roles(claims))
                .flatMap(word ->
                        Stream.of(PersonRole.values()).filter(role -> word.equals(settings.rolePrefix() + role.word())))
                .max(Comparator.naturalOrder());
    }

    /** A claim of that name, also one with dots in it; else what lies inside of others. */
    private @Nullable Object roles(Map<String, Object> claims) {
        if (claims.containsKey(settings.roleClaim())) {
            return claims.get(settings.roleClaim());
        }
        Object value = claims;
        for (String part : settings.roleClaim().split("\\.")) {
            value = value instanceof Map<?, ?> inside ? inside.get(part) : null;
        }
        return value;
    }

    private static Stream<String> words(@Nullable Object claim) {
        return claim instanceof Collection<?> several
                ? several.stream().map(String::valueOf)
                : Stream.ofNullable(claim).map(String::valueOf);
    }

    private static OAuth2AuthenticationException refused(String sentence) {
        return new OAuth2AuthenticationException(new OAuth2Error(REFUSED, sentence, null));
    }
}
