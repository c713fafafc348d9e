package io.bitgap.account;

import io.bitgap.listing.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    /**
     * Somebody as they are known when they sign in, all of it read at once.
     *
     * @param sessionsOf what their sessions have to begin with
     * @param passwordHash null for who only signs in elsewhere, or has not chosen one yet
     */
    record Known(Person person, int sessionsOf, @Nullable String passwordHash) {
        private static Known of(ResultSet row, int number) throws SQLException {
            return new Known(row(row, number), row.getInt("sessions_of"), row.getString("password_hash"));
        }
    }

    Optional<Known> known(String name) {
        return jdbc.sql("select * from person where name = :name")
                .param("name", name)
                .query(Known::of)
                .optional();
    }

    Optional<Known> known(String issuer, String subject) {
        return jdbc.sql("select * from person where issuer = :issuer and subject = :subject")
                .param("issuer", issuer)
                .param("subject", subject)
                .query(Known::of)
                .optional();
    }

    /** Whether a session that began with this number still is one. */
    boolean lasts(UUID id, int sessionsOf) {
        return jdbc.sql("""
                        select exists (
                          select from person where id = :id and disabled_at is null and sessions_of = :sessionsOf)
                        """)
                .param("id", id)
                .param("sessionsOf", sessionsOf)
                .query(Boolean.class)
                .single();
    }

    /** False where somebody has the name, or is known by this issuer and subject already. */
    boolean insert(Person person, @Nullable String subject) {
        return jdbc.sql("""
                        insert into person (id, name, role, issuer, subject, created_at)
                        values (:id, :name, :role, :issuer, :subject, :createdAt)
                        on conflict do nothing
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

    /** False where they have it already. */
    boolean changeRole(UUID id, PersonRole role) {
        return jdbc.sql("update person set role = :role where id = :id and role <> :role")
                        .param("id", id)
                        .param("role", role.name())
                        .update()
                == 1;
    }

    /**
     * Those who can come in. Two who take each other's role away at the same time go one after the other, and so do two processes that
     * look for the first one.
     */
    Set<UUID> lockAdministrators(AuthMode mode, Instant now) {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('administrators'))").query(row -> {});
        return new HashSet<>(jdbc.sql("""
                        select id from person p where role = 'ADMIN' and disabled_at is null and (
                          case when :elsewhere then issuer is not null else password_hash is not null
                            or exists (select from password_link l where l.person_id = p.id and l.expires_at > :now) end
                          or exists (select from api_token t where t.person_id = p.id and t.role = 'ADMIN'
                            and t.revoked_at is null and t.expires_at > :now))
                        for update
                        """)
                .param("elsewhere", mode == AuthMode.OIDC)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .list());
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

    /** In every browser, at once, and of whoever is signing in as them just now. @return how many there were */
    int endSessions(UUID id) {
        jdbc.sql("update person set sessions_of = sessions_of + 1 where id = :id")
                .param("id", id)
                .update();
        return jdbc.sql("delete from spring_session where principal_name = :id")
                .param("id", id.toString())
                .update();
    }

    /** Of a person; null is whoever becomes the first administrator. */
    void removeLink(@Nullable UUID person) {
        jdbc.sql("delete from password_link where person_id is not distinct from cast(:person as uuid)")
                .param("person", person)
                .update();
    }

    /** Of a person there is one link at a time; null is whoever becomes the first administrator. */
    void replaceLink(@Nullable UUID person, String secretHash, Instant expiresAt) {
        removeLink(person);
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
