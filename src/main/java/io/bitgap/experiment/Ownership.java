package io.bitgap.experiment;

import io.bitgap.account.Audit;
import io.bitgap.account.AuditAction;
import io.bitgap.account.People;
import io.bitgap.account.Unrestricted;
import io.bitgap.account.Visibility;
import io.bitgap.problem.Problem;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityNotFoundException;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whose experiments are and who sees them. The caller has opened a transaction, locked it and asked whether it may be changed. */
@Component
class Ownership {
    private final JdbcClient jdbc;
    private final People people;
    private final Unrestricted unrestricted;
    private final Audit audit;
    private final EntityManager entities;

    Ownership(JdbcClient jdbc, People people, Unrestricted unrestricted, Audit audit, EntityManager entities) {
        this.jdbc = jdbc;
        this.people = people;
        this.unrestricted = unrestricted;
        this.audit = audit;
        this.entities = entities;
    }

    /** Reads it again as it is and stays until the transaction ends; false where the current user sees it no more. */
    boolean lock(Experiment experiment) {
        try {
            entities.refresh(experiment, LockModeType.PESSIMISTIC_WRITE);
            return true;
        } catch (EntityNotFoundException e) {
            return false;
        }
    }

    /** The experiment as it is now, also where whoever has given it away sees it no more. */
    Experiment change(Experiment before, @Nullable String newOwner, @Nullable Visibility visibility) {
        UUID owner =
                newOwner == null ? before.ownerId() : people.owner(newOwner).id();
        String wanted = visibility == null ? before.visibility() : visibility.word();
        requirePossible(wanted, owner);
        Map<String, String> old = state(before);
        Experiment after = unrestricted.call(() -> {
            jdbc.sql("update experiment set owner_id = :owner, visibility = :visibility where id = :id")
                    .param("owner", owner)
                    .param("visibility", wanted)
                    .param("id", before.getId())
                    .update();
            entities.refresh(before);
            return before;
        });
        audit.record(AuditAction.SHARE_EXPERIMENT, after.getId(), old, state(after));
        return after;
    }

    /** @throws Problem (422) where it cannot be private */
    void requirePossible(String visibility, @Nullable UUID owner) {
        if (!visibility.equals(Visibility.PRIVATE.word())) {
            return;
        }
        if (owner == null) {
            throw Problem.at(
                    Problem.Kind.UNPROCESSABLE,
                    "/visibility",
                    "nobody-owns-it",
                    "Nobody owns this experiment, so it cannot be private to anybody: where nobody signs in, everyone is the same.");
        }
        boolean shown = jdbc.sql("select rolsuper or rolbypassrls from pg_roles where rolname = current_user")
                .query(Boolean.class)
                .single();
        if (shown) {
            throw Problem.at(
                    Problem.Kind.UNPROCESSABLE,
                    "/visibility",
                    "not-protected",
                    "The service uses its database as a superuser, which hides nothing, so nothing here can be private: an operator has to"
                            + " give it a role of its own with SPRING_DATASOURCE_USERNAME.");
        }
    }

    private Map<String, String> state(Experiment experiment) {
        Map<String, String> state = new LinkedHashMap<>();
        state.put("owner", names(List.of(experiment)).getOrDefault(experiment.ownerId(), "nobody"));
        state.put("visibility", experiment.visibility());
        return state;
    }

    /** The sign-in names of those who own experiments. */
    Map<UUID, String> names(Collection<Experiment> experiments) {
        Map<UUID, String> names = new HashMap<>();
        UUID[] owners = experiments.stream()
                .map(Experiment::ownerId)
                .filter(Objects::nonNull)
                .distinct()
                .toArray(UUID[]::new);
        if (owners.length > 0) {
            people.names(owners).forEach(person -> names.put(person.id(), person.name()));
        }
        return names;
    }
}
