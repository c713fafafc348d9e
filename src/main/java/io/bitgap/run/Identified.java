package io.bitgap.run;

import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Transient;
import java.util.UUID;
import org.springframework.data.domain.Persistable;

/** A row whose id is known before it is stored; without this, saving a new one would look for it first. */
@MappedSuperclass
public abstract class Identified implements Persistable<UUID> {
    @Id
    private UUID id;

    @Transient
    private boolean stored;

    @SuppressWarnings("NullAway.Init")
    protected Identified() {}

    protected Identified(UUID id) {
        this.id = id;
    }

    @Override
    public UUID getId() {
        return id;
    }

    @Override
    public boolean isNew() {
        return !stored;
    }

    @PostLoad
    @PostPersist
    void markStored() {
        stored = true;
    }
}
