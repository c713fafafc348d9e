package io.bitgap.account;

import io.bitgap.listing.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tables {@code person} and {@code password_link}, and the sessions of a person. */
@Repository
class PersonRows {
    private static final Duration SEEN_AGAIN = Duration.ofMinutes(5);

    private final JdbcClient jdbc;

    PersonRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Person> all() {
        return jdbc.sql("select * from person order by name")
                .query(PersonRows::row)
                .list();
    }

    List<Person> all(UUID... ids) {
        return jdbc.sql("select * from person where id = any(:ids)")
                .param("ids", ids)
                .query(PersonRows::row)
                .list();
    }

    Optional<Person> find(UUID id) {
        return jdbc.sql("select * from person where id = :id")
                .param("id", id)
                .query(PersonRows::row)
                .optional();
    }

    Optional<Person> find(String name) {
        return jdbc.sql("select * from person where name = :name")
                .param("name", name)
                .query(PersonRows::row)
                .optional();
    }

    Optional<Person> find(String issuer, String subject) {
        return jdbc.sql("select * from person where issuer = :issuer and subject = :subject")
                .param("issuer", issuer)
                .param("subject", subject)
                .query(PersonRows::row)
                .optional();
    }

    /** False where somebody has the name. */
    boolean insert(Person person, @Nullable String subject) {
        return jdbc.sql("""
                        insert into person (id, name, role, issuer, subject, created_at)
                        values (:id, :name, :role, :issuer, :subject, :createdAt)
                        on conflict (name) do nothing
                        """)
                        .param("id", person.id())
                        .param("name", person.name())
                        .param("role", person.role().name())
                        .param("issuer", person.issuer())
                        .param("subject", subject)
                        .param("createdAt", person.createdAt().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    void change(UUID id, PersonRole role, @Nullable Instant disabledAt) {
        jdbc.sql("update person set role = :role, disabled_at = :disabledAt where id = :id")
                .param("id", id)
                .param("role", role.name())
                .param("disabledAt", disabledAt == null ? null : disabledAt.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Two who take each other's role away at the same time go one after the other. */
    int lockAdministrators() {
        return jdbc.sql("select id from person where role = 'ADMIN' and disabled_at is null for update")
                .query(UUID.class)
                .list()
                .size();
    }

    Optional<String> passwordHash(UUID id) {
        return jdbc.sql("select password_hash from person where id = :id and password_hash is not null")
                .param("id", id)
                .query(String.class)
                .optional();
    }

    void setPasswordHash(UUID id, String hash) {
        jdbc.sql("update person set password_hash = :hash where id = :id")
                .param("id", id)
                .param("hash", hash)
                .update();
    }

    /** Not at every request. */
    void seen(UUID id, Instant now) {
        jdbc.sql("""
                        update person set last_seen_at = :now where id = :id and (last_seen_at is null or last_seen_at < :earlier)
                        """)
                .param("id", id)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("earlier", now.minus(SEEN_AGAIN).atOffset(ZoneOffset.UTC))
                .update();
    }

    /** In every browser, at once. */
    void endSessions(UUID id) {
        jdbc.sql("delete from spring_session where principal_name = :id")
                .param("id", id.toString())
                .update();
    }

    /** Of a person there is one link at a time; null is whoever becomes the first administrator. */
    void replaceLink(@Nullable UUID person, String secretHash, Instant expiresAt) {
        jdbc.sql("delete from password_link where person_id is not distinct from cast(:person as uuid)")
                .param("person", person)
                .update();
        jdbc.sql("insert into password_link (secret_hash, person_id, expires_at) values (:hash, :person, :expires)")
                .param("hash", secretHash)
                .param("person", person)
                .param("expires", expiresAt.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** @param person null for the link that makes the first administrator */
    record Link(@Nullable UUID person) {}

    Optional<Link> link(String secretHash, Instant now) {
        return jdbc.sql("select person_id from password_link where secret_hash = :hash and expires_at > :now")
                .param("hash", secretHash)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, number) -> new Link(row.getObject("person_id", UUID.class)))
                .optional();
    }

    /** False where somebody else has used it just now. */
    boolean useLink(String secretHash) {
        return jdbc.sql("delete from password_link where secret_hash = :hash")
                        .param("hash", secretHash)
                        .update()
                == 1;
    }

    static Person row(ResultSet row, int number) throws SQLException {
        return new Person(
                Rows.uuid(row, "id"),
                row.getString("name"),
                PersonRole.valueOf(row.getString("role")),
                row.getString("issuer"),
                Rows.instant(row, "created_at"),
                Rows.optionalInstant(row, "disabled_at"),
                Rows.optionalInstant(row, "last_seen_at"));
    }
}
