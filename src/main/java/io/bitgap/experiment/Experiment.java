package io.bitgap.experiment;

import io.bitgap.account.Actor;
import io.bitgap.account.Visibility;
import io.bitgap.run.Identified;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Generated;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A grid that was submitted. Its spec never changes; its state is that of its runs. */
@Entity
@Table(name = "experiment")
class Experiment extends Identified {
    @Column(updatable = false)
    private String slug;

    @Column(updatable = false)
    private String name;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(updatable = false)
    private String spec;

    /** Of what is trained, neither of the name nor of the priority; the database computes it. */
    @Generated
    private String specHash;

    @Column(updatable = false)
    private String createdBy;

    /** Null for what the service submitted itself, or was submitted where nobody signs in. */
    @Column(updatable = false)
    private @Nullable UUID ownerId;

    @Column(updatable = false)
    private String visibility;

    @Column(updatable = false)
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected Experiment() {}

    /** @param spec as JSON */
    @SuppressWarnings("NullAway.Init")
    Experiment(UUID id, String slug, String name, String spec, Actor owner, Visibility visibility, Instant createdAt) {
        super(id);
        this.slug = slug;
        this.name = name;
        this.spec = spec;
        this.createdBy = owner.name();
        this.ownerId = owner.id();
        this.visibility = visibility.word();
        this.createdAt = createdAt;
    }

    String slug() {
        return slug;
    }

    String name() {
        return name;
    }

    String spec() {
        return spec;
    }

    String specHash() {
        return specHash;
    }

    String createdBy() {
        return createdBy;
    }

    @Nullable
    UUID ownerId() {
        return ownerId;
    }

    String visibility() {
        return visibility;
    }

    Instant createdAt() {
        return createdAt;
    }
}
