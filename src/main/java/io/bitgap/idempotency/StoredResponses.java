package io.bitgap.idempotency;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keys and the answers that their first requests got. Called inside the transaction of the request. */
@Component
class StoredResponses {
    private static final Duration KEPT = Duration.ofHours(24);

    private final JdbcClient jdbc;
    private final Clock clock;

    StoredResponses(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Takes a key for a request. Whoever comes second with the same key waits here until the first one's transaction has
     * ended: with its answer, or without, in which case it is the first itself.
     *
     * @return the answer that the key has already; empty for the first
     */
    Optional<StoredResponse> take(String key, String requestHash) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        jdbc.sql("delete from idempotent_answer where created_at < :limit")
                .param("limit", now.minus(KEPT))
                .update();
        int mine = jdbc.sql("""
                        insert into idempotent_answer (key, request_hash, created_at) values (:key, :hash, :now)
                        on conflict (key) do nothing
                        """)
                .param("key", key)
                .param("hash", requestHash)
                .param("now", now)
                .update();
        return mine > 0
                ? Optional.empty()
                : jdbc.sql("""
                                select request_hash, status, content_type, location, body
                                from idempotent_answer where key = :key
                                """).param("key", key).query(StoredResponse.class).optional();
    }

    void store(String key, StoredResponse answer) {
        jdbc.sql("""
                        update idempotent_answer
                        set status = :status, content_type = :contentType, location = :location, body = :body
                        where key = :key
                        """)
                .param("key", key)
                .param("status", answer.status())
                .param("contentType", answer.contentType())
                .param("location", answer.location())
                .param("body", answer.body())
                .update();
    }
}
