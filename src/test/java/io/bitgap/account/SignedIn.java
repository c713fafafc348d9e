package io.bitgap.account;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** Does things as somebody who has signed in. */
public final class SignedIn {
    private record Somebody(Actor actor) implements Authenticated {}

    private SignedIn() {}

    public static Actor actor(String name, PersonRole role) {
        return new Actor(UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)), name, role);
    }

    public static <T> T as(Actor actor, Supplier<T> work) {
        SecurityContextHolder.getContext()
                .setAuthentication(new UsernamePasswordAuthenticationToken(new Somebody(actor), null, List.of()));
        try {
            return work.get();
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    /** Of who is no service. */
    public static UUID id(Actor actor) {
        return Objects.requireNonNull(actor.id());
    }

    /** What services that write down what is done need, on a database of their own. */
    public static Audit audit(JdbcClient jdbc) {
        return new Audit(new CurrentUser(), jdbc, UUID::randomUUID, java.time.Clock.systemUTC());
    }

    /** Stored, as those who own something have to be. */
    public static Actor stored(JdbcClient jdbc, String name, PersonRole role) {
        Actor actor = actor(name, role);
        jdbc.sql(
                        "insert into person (id, name, role, created_at) values (:id, :name, :role, now()) on conflict do nothing")
                .param("id", actor.id())
                .param("name", name)
                .param("role", role.name())
                .update();
        return actor;
    }
}
