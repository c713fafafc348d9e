package io.bitgap.account;

import io.bitgap.format.IdGenerator;
import io.bitgap.format.Ids;
import io.bitgap.listing.Rows;
import io.bitgap.problem.FieldProblem;
import io.bitgap.problem.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What programs sign in with: {@code Authorization: Bearer bg_...}. */
@Service
@Transactional(readOnly = true)
public class ApiTokens {
    static final int DEFAULT_DAYS = 90;
    static final int MAX_DAYS = 366;
    private static final String PREFIX = "bg_";
    private static final int MAX_NAME = 100;
    static final int MAX_TOKENS = 100;
    /** How long a provider's word holds for the tokens of whom it has signed in: it does not tell us who has left. */
    static final Duration OWNER_SEEN_WITHIN = Duration.ofDays(30);

    /** Tokens {@code t} of people {@code p} that let somebody in. */
    static final String GOOD = """
            from api_token t join person p on p.id = t.person_id
            where t.revoked_at is null and t.expires_at > :now and p.disabled_at is null
              and (p.issuer is null or p.last_seen_at > :seen)""";

    private static final Duration USED_AGAIN = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final CurrentUser user;
    private final Audit audit;
    private final IdGenerator ids;
    private final Clock clock;

    ApiTokens(JdbcClient jdbc, CurrentUser user, Audit audit, IdGenerator ids, Clock clock) {
        this.jdbc = jdbc;
        this.user = user;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /** @param secret what a program sends; it is shown once and kept nowhere */
    public record Created(ApiToken token, String secret) {}

    /** Those of the current user that can still be used. */
    @Requires(Action.MANAGE_OWN_ACCOUNT)
    public List<ApiToken> own() {
        UUID person = user.id();
        if (person == null) {
            return List.of();
        }
        return jdbc.sql("""
                        select * from api_token where person_id = :person and revoked_at is null and expires_at > :now
                        order by created_at desc
                        """)
                .param("person", person)
                .param("now", now().atOffset(ZoneOffset.UTC))
                .query(ApiTokens::row)
                .list();
    }

    /**
     * @param role null for that of the owner
     * @param days until it ends; null for {@value #DEFAULT_DAYS}
     * @throws Problem (422) with every field that is wrong, (409) where there are {@value #MAX_TOKENS} already
     * @throws Forbidden for a token: what it makes would outlive it
     */
    @Transactional
    @Requires(Action.MANAGE_OWN_ACCOUNT)
    public Created create(String name, @Nullable PersonRole role, @Nullable Integer days) {
        Actor actor = user.actor();
        if (actor.token() != null) {
            throw Forbidden.token();
        }
        PersonRole granted = Objects.requireNonNullElse(role, actor.role());
        int lasting = Objects.requireNonNullElse(days, DEFAULT_DAYS);
        check(name, granted, lasting, actor);
        if (own().size() >= MAX_TOKENS) {
            throw new Problem(
                    Problem.Kind.CONFLICT,
                    "too-many-tokens",
                    "You have " + MAX_TOKENS + " tokens that can be used, which is the most: revoke some.");
        }
        Instant now = now();
        ApiToken token = new ApiToken(ids.next(), name.strip(), granted, now, now.plus(Duration.ofDays(lasting)), null);
        String secret = PREFIX + Secrets.random();
        insert(user.person(), token, secret);
        audit.record(AuditAction.CREATE_TOKEN, token.id(), null, state(token));
        return new Created(token, secret);
    }

    /** Whether this was somebody's token once, also one that lets nobody in any more. */
    boolean isKnown(String secret) {
        return jdbc.sql("select exists (select from api_token where secret_hash = :hash)")
                .param("hash", Secrets.hash(secret))
                .query(Boolean.class)
                .single();
    }

    /** A token that the operator has chosen, for the first administrator. */
    @Transactional
    void accept(Person person, String secret) {
        Instant now = now();
        ApiToken token = new ApiToken(
                ids.next(),
                "BITGAP_BOOTSTRAP_TOKEN",
                person.role(),
                now,
                now.plus(Duration.ofDays(DEFAULT_DAYS)),
                null);
        insert(person.id(), token, secret);
        audit.record(AuditAction.CREATE_TOKEN, token.id(), null, state(token));
    }

    private static Map<String, ?> state(ApiToken token) {
        return Map.of("name", token.name(), "role", token.role().word(), "expiresAt", token.expiresAt());
    }

    private void insert(UUID person, ApiToken token, String secret) {
        jdbc.sql("""
                        insert into api_token (id, person_id, name, secret_hash, role, created_at, expires_at)
                        values (:id, :person, :name, :hash, :role, :createdAt, :expiresAt)
                        """)
                .param("id", token.id())
                .param("person", person)
                .param("name", token.name())
                .param("hash", Secrets.hash(secret))
                .param("role", token.role().name())
                .param("createdAt", token.createdAt().atOffset(ZoneOffset.UTC))
                .param("expiresAt", token.expiresAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    private static void check(String name, PersonRole role, int days, Actor actor) {
        List<FieldProblem> wrong = new ArrayList<>();
        if (name.isBlank() || name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
            wrong.add(new FieldProblem(
                    "/name",
                    "bad-name",
                    "A token has a name of 1 to " + MAX_NAME + " characters, which says what uses it."));
        }
        if (!actor.role().includes(role)) {
            wrong.add(new FieldProblem(
                    "/role",
                    "role-too-high",
                    "A token may do no more than you: " + actor.role().word() + " at most."));
        }
        if (days < 1 || days > MAX_DAYS) {
            wrong.add(new FieldProblem(
                    "/days", "out-of-range", "A token lasts 1 to " + MAX_DAYS + " days, not " + days + "."));
        }
        if (!wrong.isEmpty()) {
            throw new Problem(
                    Problem.Kind.UNPROCESSABLE, "invalid-token", "The token cannot be made like this.", wrong);
        }
    }

    /**
     * @throws Problem (404) where the current user has none of this id that can be used
     * @throws Forbidden for a token that is not this one
     */
    @Transactional
    @Requires(Action.MANAGE_OWN_ACCOUNT)
    public ApiToken revoke(String id) {
        UUID asking = user.actor().token();
        if (asking != null && !Ids.parse(id).equals(Optional.of(asking))) {
            throw Forbidden.token();
        }
        ApiToken revoked = Ids.parse(id)
                .flatMap(token -> jdbc.sql("""
                                update api_token set revoked_at = :now
                                where id = :id and person_id = :person and revoked_at is null returning *
                                """)
                        .param("now", now().atOffset(ZoneOffset.UTC))
                        .param("id", token)
                        .param("person", user.person())
                        .query(ApiTokens::row)
                        .optional())
                .orElseThrow(() -> new Problem(
                        Problem.Kind.NOT_FOUND,
                        "unknown-token",
                        "You have no token of that id; GET /account/tokens lists them."));
        audit.record(AuditAction.REVOKE_TOKEN, id, state(revoked), null);
        return revoked;
    }

    /** All of somebody who is not to come in any more. @return how many there were */
    @Transactional
    int revokeAll(UUID person) {
        return jdbc.sql("update api_token set revoked_at = :now where person_id = :person and revoked_at is null")
                .param("now", now().atOffset(ZoneOffset.UTC))
                .param("person", person)
                .update();
    }

    /**
     * Whom a token stands for now; empty for one that is unknown, revoked, too old, or whose owner is disabled or was not seen by their
     * provider for long. In no transaction of its own: every request asks it, and it is one statement but once a minute.
     */
    @Transactional(propagation = Propagation.SUPPORTS)
    public Optional<Actor> actor(String secret) {
        Instant now = now();
        Optional<Owned> token = jdbc.sql("""
                        select t.id as token, p.id, p.name, p.role as owner_role, t.role,
                          t.last_used_at is null or t.last_used_at < :earlier as unused_lately
                        %s and t.secret_hash = :hash
                        """.formatted(GOOD))
                .param("hash", Secrets.hash(secret))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("seen", now.minus(OWNER_SEEN_WITHIN).atOffset(ZoneOffset.UTC))
                .param("earlier", now.minus(USED_AGAIN).atOffset(ZoneOffset.UTC))
                .query(Owned::of)
                .optional();
        token.filter(Owned::unusedLately).ifPresent(owned -> used(owned.actor().token(), now));
        return token.map(Owned::actor);
    }

    private record Owned(Actor actor, boolean unusedLately) {
        static Owned of(ResultSet row, int number) throws SQLException {
            PersonRole owner = PersonRole.valueOf(row.getString("owner_role"));
            PersonRole token = PersonRole.valueOf(row.getString("role"));
            return new Owned(
                    new Actor(
                            Rows.uuid(row, "id"),
                            row.getString("name"),
                            owner.includes(token) ? token : owner,
                            Rows.uuid(row, "token")),
                    row.getBoolean("unused_lately"));
        }
    }

    private void used(@Nullable UUID token, Instant now) {
        jdbc.sql("update api_token set last_used_at = :now where id = :id")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("id", token)
                .update();
    }

    private Instant now() {
        return clock.instant();
    }

    private static ApiToken row(ResultSet row, int number) throws SQLException {
        return new ApiToken(
                Rows.uuid(row, "id"),
                row.getString("name"),
                PersonRole.valueOf(row.getString("role")),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "expires_at"),
                Rows.optionalInstant(row, "last_used_at"));
    }
}
