package io.bitgap.account;

import io.bitgap.listing.Rows;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
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
    private final Clock clock;

    Permits(CurrentUser user, JdbcClient jdbc, Clock clock) {
        this.user = user;
        this.jdbc = jdbc;
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
        List<Permit> signedIn =
                permits.stream().filter(permit -> permit.actor().id() != null).toList();
        Set<Permit> lasting = new HashSet<>(permits);
        if (!signedIn.isEmpty()) {
            Set<String> good = good(signedIn);
            signedIn.stream().filter(permit -> !good.contains(key(permit))).forEach(lasting::remove);
        }
        return lasting;
    }

    private static String key(Permit permit) {
        return Objects.requireNonNullElse(
                permit.session(), String.valueOf(permit.actor().token()));
    }

    /** What a person's role became ends their sessions; a token stays and may do less. */
    private Set<String> good(List<Permit> permits) {
        var sessions = permits.stream().map(Permit::session).filter(Objects::nonNull);
        var tokens = permits.stream().map(permit -> permit.actor().token()).filter(Objects::nonNull);
        Set<String> good = jdbc
                .sql("select session_id from spring_session where session_id = any(cast(:ids as char(36)[]))")
                .param("ids", sessions.toArray(String[]::new))
                .query(String.class)
                .list()
                .stream()
                .map(String::strip)
                .collect(Collectors.toSet());
        var roles = permits.stream()
                .filter(permit -> permit.session() == null)
                .collect(Collectors.toMap(Permits::key, permit -> permit.actor().role(), (one, same) -> one));
        jdbc.sql("""
                        select t.id, p.role from api_token t join person p on p.id = t.person_id
                        where t.id = any(:ids) and t.revoked_at is null and t.expires_at > :now and p.disabled_at is null
                        """)
                .param("ids", tokens.toArray(UUID[]::new))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(row -> {
                    String id = Rows.uuid(row, "id").toString();
                    if (PersonRole.valueOf(row.getString("role")).includes(roles.getOrDefault(id, PersonRole.ADMIN))) {
                        good.add(id);
                    }
                });
        return good;
    }
}
