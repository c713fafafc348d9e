package io.bitgap.run.checkpoint;

import io.bitgap.run.Identified;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.BatchSize;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** What a run had learned after an epoch, as stored files and their manifest. */
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

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(updatable = false)
    private String manifest;

    @Column(updatable = false)
    private Instant createdAt;

    /** Set by retention, never here. */
    @Column(updatable = false)
    @Nullable
    private Instant filesRemovedAt;

    @ElementCollection(fetch = FetchType.EAGER)
    @BatchSize(size = 500)
    @OrderBy("name")
    @CollectionTable(name = "checkpoint_file", joinColumns = @JoinColumn(name = "checkpoint_id"))
    private List<StoredCheckpointFile> files = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    protected Checkpoint() {}

    public Checkpoint(UUID runId, UUID attemptId, NewCheckpoint saved, Instant now) {
        super(saved.id());
        this.runId = runId;
        this.attemptId = attemptId;
        this.epoch = saved.epoch();
        this.last = saved.last();
        this.top1 = saved.top1();
        this.loss = saved.loss();
        this.manifest = saved.manifest();
        this.createdAt = now;
        saved.files().forEach(file -> files.add(new StoredCheckpointFile(file)));
    }

    public int epoch() {
        return epoch;
    }

    UUID runId() {
        return runId;
    }

    String manifest() {
        return manifest;
    }
}
