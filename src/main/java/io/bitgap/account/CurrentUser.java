package io.bitgap.account;

import io.bitgap.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** On whose behalf the current thread acts: whoever sent the request it serves; the service itself where it serves none. */
@Component
public class CurrentUser {
    /** Reads what everyone may. */
    static final String NOBODY = "nobody";

    /** Empty for a request of somebody who has not signed in. */
    public Optional<Actor> signedIn() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null) {
            return Optional.of(Actor.SERVICE);
        }
        return authentication.getPrincipal() instanceof Authenticated somebody
                ? Optional.of(somebody.actor())
                : Optional.empty();
    }

    /** @throws NotSignedIn for a request of somebody who has not */
    public Actor actor() {
        return signedIn().orElseThrow(NotSignedIn::new);
    }

    /** Stored as {@code createdBy} and {@code addedBy}. */
    public String name() {
        return actor().name();
    }

    /** Who owns what they make now; null for the service, and where nobody signs in. */
    public @Nullable UUID id() {
        return actor().id();
    }

    /** @throws Problem (409) where nobody signs in */
    public UUID person() {
        UUID id = id();
        if (id == null) {
            throw new Problem(
                    Problem.Kind.CONFLICT,
                    "no-accounts",
                    "Nobody signs in here, so nobody has tokens or a password: requests need none. BITGAP_AUTH=accounts changes that.");
        }
        return id;
    }

    /** @throws Forbidden without the role for it */
    public void require(Action action) {
        Actor actor = actor();
        if (!actor.role().includes(action.least())) {
            throw Forbidden.role(actor, action.least());
        }
    }

    /**
     * @param owner of what it is done to; null where nobody owns it
     * @throws Forbidden where it is somebody else's, without the role for that
     */
    public void require(Action action, @Nullable UUID owner) {
        require(action);
        Actor actor = actor();
        PersonRole least = action.least(owner != null && owner.equals(actor.id()));
        if (!actor.role().includes(least)) {
            throw Forbidden.notYours(actor, least);
        }
    }

    /**
     * @param adder sign-in name of who added what it is done to, as it is stored with it; names stay with their people
     * @throws Forbidden where it is somebody else's, without the role for that
     */
    public void requireOf(Action action, @Nullable String adder) {
        Actor actor = actor();
        require(action, actor.name().equals(adder) ? actor.id() : null);
    }

    /** Whether {@link #require(Action, UUID)} would let it pass. */
    public boolean may(Action action, @Nullable UUID owner) {
        return signedIn()
                .filter(actor -> actor.role().includes(action.least(owner != null && owner.equals(actor.id()))))
                .isPresent();
    }

    /** Whether {@link #requireOf} would let it pass. */
    public boolean mayOf(Action action, @Nullable String adder) {
        return signedIn()
                .filter(actor -> actor.role().includes(action.least(actor.name().equals(adder))))
                .isPresent();
    }

    /** The parameters of a list with the sign-in name in place of {@code owner=me}. */
    public Map<String, List<String>> owned(Map<String, List<String>> parameters) {
        List<String> owners = parameters.getOrDefault("owner", List.of());
        if (!owners.contains("me")) {
            return parameters;
        }
        Map<String, List<String>> named = new LinkedHashMap<>(parameters);
        named.put(
                "owner",
                owners.stream()
                        .map(owner -> owner.equals("me") ? name() : owner)
                        .toList());
        return named;
    }

    /** Whom connections to the database read for, as {@code readable} in its schema takes it. */
    String reader() {
        Optional<Actor> actor = signedIn();
        if (actor.isEmpty()) {
            return NOBODY;
        }
        return actor.get().seesEverything() ? "" : String.valueOf(actor.get().id());
    }
}
