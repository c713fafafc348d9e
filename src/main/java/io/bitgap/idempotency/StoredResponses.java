package io.bitgap.idempotency;

import io.bitgap.account.Actor;
import io.bitgap.account.CurrentUser;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keys and the answers that their first requests got. Called inside the transaction of the request. */
@Component
class StoredResponses {
    private static final Duration KEPT = Duration.ofHours(24);

    private final JdbcClient jdbc;
    private final CurrentUser user;
    private final Clock clock;

    StoredResponses(JdbcClient jdbc, CurrentUser user, Clock clock) {
        this.user = user;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Whether the key is this transaction's to use until it ends. Never waits: somebody who did would keep a connection from others.
     */
    boolean lock(String key) {
        return jdbc.sql(
                        "select pg_try_advisory_xact_lock(hashtextextended('Idempotency-Key ' || :person || ' ' || :key, 0))")
                .param("person", person())
                .param("key", key)
                .query(Boolean.class)
                .single();
    }

    /** What others were answered is theirs. */
    private String person() {
        return user.signedIn().map(Actor::id).map(UUID::toString).orElse("");
    }

    /** The answer that the key has already. */
    Optional<StoredResponse> find(String key) {
        return jdbc.sql("""
                        select request_hash, status, content_type, location, body
                        from idempotent_answer where person = :person and key = :key and created_at >= :limit
                        """)
                .param("person", person())
                .param("key", key)
                .param("limit", limit())
                .query(StoredResponse.class)
                .optional();
    }

    /** Also forgets what is old, but nothing that another transaction is about to forget: that would have to be waited for. */
    void store(String key, StoredResponse answer) {
        jdbc.sql("""
                        insert into idempotent_answer (person, key, request_hash, status, content_type, location, body, created_at)
                        values (:person, :key, :hash, :status, :contentType, :location, :body, :now)
                        on conflict (person, key) do update
                        set request_hash = excluded.request_hash, status = excluded.status,
                          content_type = excluded.content_type, location = excluded.location, body = excluded.body,
                          created_at = excluded.created_at
                        """)
                .param("person", person())
                .param("key", key)
                .param("hash", answer.requestHash())
                .param("status", answer.status())
                .param("contentType", answer.contentType())
                .param("location", answer.location())
                .param("body", answer.body())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql("""
                        delete from idempotent_answer where (person, key) in (
                          select person, key from idempotent_answer where created_at < :limit for update skip locked)
                        """).param("limit", limit()).update();
    }

    private OffsetDateTime limit() {
        return clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC);
    }
}
