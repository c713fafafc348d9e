package io.bitgap.account;

import io.bitgap.listing.Rows;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** What an answer that goes on for hours needs: whether whoever asked for it would still be let in. */
@Component
public class Permits {
    private final CurrentUser user;
    private final JdbcClient jdbc;
    private final SignInRules rules;
    private final Clock clock;

    Permits(CurrentUser user, JdbcClient jdbc, SignInRules rules, Clock clock) {
        this.user = user;
        this.jdbc = jdbc;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * How somebody came in.
     *
     * @param session null where they came with a token, and where nobody signs in
     */
    public record Permit(Actor actor, @Nullable String session) {
        /** @param privateTo the only one who sees it, besides those who see everything; null for everyone */
        public boolean shows(@Nullable UUID privateTo) {
            return privateTo == null || actor.seesEverything() || privateTo.equals(actor.id());
        }
    }

    /** Of the request that this thread serves. */
    public Permit current() {
        Actor actor = user.actor();
        return new Permit(actor, actor.token() == null ? session() : null);
    }

    private static @Nullable String session() {
        HttpSession session = RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
                ? request.getRequest().getSession(false)
                : null;
        return session == null ? null : session.getId();
    }

    /** Those that would still let in the same: nobody was disabled since, has another role, has signed out or lost the token. */
    public Set<Permit> lasting(Collection<Permit> permits) {
        Set<Permit> lasting = new HashSet<>(permits);
        if (permits.stream().allMatch(permit -> permit.actor().id() == null)) {
            return lasting;
        }
        Set<String> sessions = sessions(permits);
        Map<UUID, PersonRole> tokens = tokens(permits);
        lasting.removeIf(permit -> permit.actor().id() != null && !lasts(permit, sessions, tokens));
        return lasting;
    }

    /** What a person's role became ends their sessions; a token stays and may do less. */
    private static boolean lasts(Permit permit, Set<String> sessions, Map<UUID, PersonRole> tokens) {
        if (permit.session() != null) {
            return sessions.contains(permit.session());
        }
        PersonRole owner = tokens.get(permit.actor().token());
        return owner != null && owner.includes(permit.actor().role());
    }

    private Set<String> sessions(Collection<Permit> permits) {
        long now = clock.millis();
        return jdbc
                .sql("""
                        select session_id from spring_session where session_id = any(cast(:ids as char(36)[]))
                          and expiry_time > :now and creation_time > :oldest
                        """)
                .param(
                        "ids",
                        permits.stream()
                                .map(Permit::session)
                                .filter(Objects::nonNull)
                                .toArray(String[]::new))
                .param("now", now)
                .param("oldest", now - rules.sessionLasts().toMillis())
                .query(String.class)
                .list()
                .stream()
                .map(String::strip)
                .collect(Collectors.toSet());
    }

    /** The roles of their owners. */
    private Map<UUID, PersonRole> tokens(Collection<Permit> permits) {
        Instant now = clock.instant();
        Map<UUID, PersonRole> owners = new HashMap<>();
        jdbc.sql("select t.id, p.role " + ApiTokens.GOOD + " and t.id = any(:ids)")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("seen", now.minus(ApiTokens.OWNER_SEEN_WITHIN).atOffset(ZoneOffset.UTC))
                .param(
                        "ids",
                        permits.stream()
                                .map(permit -> permit.actor().token())
                                .filter(Objects::nonNull)
                                .toArray(UUID[]::new))
                .query(row -> {
                    owners.put(Rows.uuid(row, "id"), PersonRole.valueOf(row.getString("role")));
                });
        return owners;
    }
}
