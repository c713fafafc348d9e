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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;

/** Knows again whom a provider has signed in, and takes over the role that it says. Who is new there is new here. */
@Component
class OidcPeople implements OAuth2UserService<OidcUserRequest, OidcUser> {
    private static final String REFUSED = "access_denied";

    private final OidcUserService provider = new OidcUserService();
    private final AccountSettings.Oidc settings;
    private final PersonRows rows;
    private final Audit audit;
    private final IdGenerator ids;
    private final Clock clock;

    OidcPeople(AccountSettings settings, PersonRows rows, Audit audit, IdGenerator ids, Clock clock) {
        this.settings = settings.oidc();
        this.rows = rows;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public OidcUser loadUser(OidcUserRequest request) {
        OidcUser claims = provider.loadUser(request);
        PersonRole role = role(claims.getClaims())
                .orElseThrow(
                        () -> refused("The provider gives " + claims.getSubject() + " none of the roles of Bitgap."));
        Person person = rows.find(issuer(claims), Objects.requireNonNull(claims.getSubject()))
                .map(known -> withRole(known, role))
                .orElseGet(() -> insert(claims, role));
        if (person.disabled()) {
            throw refused(person.name() + " is disabled.");
        }
        return new OidcPerson(claims, person.actor());
    }

    private Person withRole(Person person, PersonRole role) {
        if (person.role() == role) {
            return person;
        }
        rows.change(person.id(), role, person.disabledAt());
        audit.record(
                AuditAction.CHANGE_PERSON,
                person.id(),
                Map.of("role", person.role().word()),
                Map.of("role", role.word()));
        return rows.find(person.id()).orElseThrow();
    }

    /** Under the name that the provider gives; where somebody else has it, with the provider's own id behind it. */
    private Person insert(OidcUser claims, PersonRole role) {
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
                return person;
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
        Object value = claims;
        for (String part : settings.roleClaim().split("\\.")) {
            value = value instanceof Map<?, ?> inside ? inside.get(part) : null;
        }
        return words(value)
                .flatMap(word ->
                        Stream.of(PersonRole.values()).filter(role -> word.equals(settings.rolePrefix() + role.word())))
                .max(Comparator.naturalOrder());
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
