package io.bitgap.experiment;

import io.bitgap.json.CanonicalJson;
import io.bitgap.run.Identified;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A grid that was submitted. Its spec never changes; its state is that of its runs. */
@Entity
@Table(name = "experiment")
class Experiment extends Identified {
    private String slug;
    private String name;

    @JdbcTypeCode(SqlTypes.JSON)
    private String spec;

    private String specHash;
    private String createdBy;
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected Experiment() {}

    Experiment(UUID id, String slug, String name, CanonicalJson.Document spec, String createdBy, Instant createdAt) {
        super(id);
        this.slug = slug;
        this.name = name;
        this.spec = spec.json();
        this.specHash = spec.sha256();
        this.createdBy = createdBy;
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

    Instant createdAt() {
        return createdAt;
    }
}
