package io.bitgap.account;

import io.bitgap.format.IdGenerator;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.databind.json.JsonMapper;

/** Writes down who did what, in the transaction that does it: neither is there without the other. */
@Component
public class Audit {
    private final CurrentUser user;
    private final JdbcClient jdbc;
    private final IdGenerator ids;
    private final Clock clock;

    Audit(CurrentUser user, JdbcClient jdbc, IdGenerator ids, Clock clock) {
        this.user = user;
        this.jdbc = jdbc;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * The current user did it.
     *
     * @param target id or name of what it was done to
     * @param before what of it has changed, as it was; null where there is nothing to say
     * @param after the same as it is now
     */
    public void record(
            AuditAction action, Object target, @Nullable Map<String, ?> before, @Nullable Map<String, ?> after) {
        record(user.signedIn().orElse(Actor.SERVICE), action, target, before, after);
    }

    void record(
            Actor actor,
            AuditAction action,
            Object target,
            @Nullable Map<String, ?> before,
            @Nullable Map<String, ?> after) {
        jdbc.sql("""
                        insert into audit_entry
                          (id, at, actor, person_id, token_id, address, action, target_kind, target, before, after)
                        values (:id, :at, :actor, :person, :token, :address, :action, :kind, :target,
                          cast(:before as jsonb), cast(:after as jsonb))
                        """)
                .param("id", ids.next())
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("actor", actor.name())
                .param("person", actor.id())
                .param("token", actor.token())
                .param("address", address().orElse(null))
                .param("action", action.word())
                .param("kind", action.target())
                .param("target", target.toString())
                .param("before", json(before))
                .param("after", json(after))
                .update();
    }

    /** Where the request comes from that this thread serves. */
    static Optional<String> address() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
                ? Optional.of(request.getRequest().getRemoteAddr())
                : Optional.empty();
    }

    private static @Nullable String json(@Nullable Map<String, ?> state) {
        return state == null ? null : JsonMapper.shared().writeValueAsString(state);
    }
}
