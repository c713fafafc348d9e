package io.bitgap.run.checkpoint;

import io.bitgap.run.Identified;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** What a run had learned after an epoch, as its manifest tells; {@link CheckpointFiles} has the files. */
@Entity
@Table(name = "checkpoint")
public class Checkpoint extends Identified {
    @Column(updatable = false)
    private UUID runId;

    @Column(updatable = false)
    private UUID attemptId;

    @Column(updatable = false)
    private int epoch;

    @Column(updatable = false)
    private boolean last;

    @Column(updatable = false)
    private double top1;

    @Column(updatable = false)
    private double loss;

    @Column(name = "validation_top1", updatable = false)
    @Nullable
    private Double validationTop1;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(updatable = false)
    private String manifest;

    @Column(updatable = false)
    private Instant createdAt;

    /** Set by retention, never here. */
    @Column(updatable = false)
    @Nullable
    private Instant filesRemovedAt;

    @SuppressWarnings("NullAway.Init")
    protected Checkpoint() {}

    public Checkpoint(UUID runId, UUID attemptId, NewCheckpoint saved, Instant now) {
        super(saved.id());
        this.runId = runId;
        this.attemptId = attemptId;
        this.epoch = saved.epoch();
        this.last = saved.last();
        this.top1 = saved.test().top1();
        this.loss = saved.test().loss();
        this.validationTop1 =
                saved.validation() == null ? null : saved.validation().top1();
        this.manifest = saved.manifest();
        this.createdAt = now;
    }

    public int epoch() {
        return epoch;
    }
}
