package io.bitgap.run.checkpoint;

import static java.util.stream.Collectors.groupingBy;

import io.bitgap.format.Formats;
import io.bitgap.format.Ids;
import io.bitgap.listing.Rows;
import io.bitgap.run.RunLayer;
import io.bitgap.run.journal.RunLog;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The recorded checkpoints: writing and reading them. */
@Component
public class CheckpointRecords {
    private static final Formats FIGURES = new Formats();
    static final String COLUMNS =
            "c.id, c.run_id, c.epoch, c.last, c.top1, c.validation_top1, c.loss, c.created_at, c.files_removed_at";

    private final CheckpointRepository checkpoints;
    private final CheckpointFiles files;
    private final CheckpointPredictions predictions;
    private final RunLog log;
    private final JdbcClient jdbc;
    private final Clock clock;

    CheckpointRecords(
            CheckpointRepository checkpoints,
            CheckpointFiles files,
            CheckpointPredictions predictions,
            RunLog log,
            JdbcClient jdbc,
            Clock clock) {
        this.checkpoints = checkpoints;
        this.files = files;
        this.predictions = predictions;
        this.log = log;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Records a checkpoint; one of the same epoch is replaced. The caller has locked the run.
     *
     * @param attempt id of the attempt that saved it
     * @param number of that attempt
     */
    public void store(UUID run, UUID attempt, int number, NewCheckpoint saved) {
        checkpoints.findByRunIdAndEpoch(run, saved.epoch()).ifPresent(checkpoints::delete);
        // the row must be gone before another with the same epoch comes, and there before its files
        checkpoints.flush();
        checkpoints.save(new Checkpoint(run, attempt, saved, clock.instant()));
        checkpoints.flush();
        files.store(saved.id(), saved.files());
        predictions.store(run, saved);
        long bytes = saved.files().stream().mapToLong(CheckpointFile::size).sum();
        log.info(
                run, number, "The checkpoint of epoch %d is saved: %s.".formatted(saved.epoch(), FIGURES.bytes(bytes)));
    }

    /** Whether there are files that a store should have. */
    public boolean anyFiles() {
        return jdbc.sql("select exists (select from checkpoint where files_removed_at is null)")
                .query(Boolean.class)
                .single();
    }

    /** A run's newest. */
    public Optional<Checkpoint> lastOf(UUID run) {
        return checkpoints.findFirstByRunIdOrderByEpochDesc(run);
    }

    /** Those that a run can go on from, the newest first. */
    public List<CheckpointRecord> resumable(UUID run) {
        return withFiles(jdbc.sql(
                        "select " + COLUMNS
                                + " from checkpoint c where c.run_id = :run and c.files_removed_at is null order by c.epoch desc")
                .param("run", run)
                .query((row, number) -> record(row, List.of()))
                .list());
    }

    public Optional<CheckpointRecord> find(UUID id) {
        // before the row, not while it is read: that would take a second connection
        List<CheckpointFile> own = files.of(List.of(id)).getOrDefault(id, List.of());
        return jdbc.sql("select " + COLUMNS + " from checkpoint c where c.id = :id")
                .param("id", id)
                .query((row, number) -> record(row, own))
                .optional();
    }

    /**
     * The checkpoint that an address names.
     *
     * @throws UnknownCheckpoint when there is none
     */
    public CheckpointRecord get(String id) {
        return Ids.parse(id).flatMap(this::find).orElseThrow(() -> UnknownCheckpoint.id(id));
    }

    /** The manifest as JSON text. */
    public String manifest(UUID id) {
        return jdbc.sql("select manifest::text from checkpoint where id = :id")
                .param("id", id)
                .query(String.class)
                .optional()
                .orElseThrow(() -> UnknownCheckpoint.id(id.toString()));
    }

    /** Its quantizers, layer by layer, as they stood when it was saved; none of a baseline. */
    public List<RunLayer> layers(CheckpointRecord checkpoint) {
        return jdbc.sql("""
                        select (manifest -> 'quantizers')::text from checkpoint
                        where id = :id and jsonb_typeof(manifest -> 'quantizers') = 'array'
                        """)
                .param("id", checkpoint.id())
                .query(String.class)
                .optional()
                .map(quantizers -> RunLayer.of(checkpoint.epoch(), quantizers))
                .orElse(List.of());
    }

    /** By run, in the order of their epochs. */
    Map<UUID, List<CheckpointRecord>> ofRuns(Collection<UUID> runs) {
        List<CheckpointRecord> found = jdbc.sql("select " + COLUMNS
                        + " from checkpoint c where c.run_id = any(:runs) order by c.run_id, c.epoch")
                .param("runs", runs.toArray(UUID[]::new))
                .query((row, number) -> record(row, List.of()))
                .list();
        return withFiles(found).stream().collect(groupingBy(CheckpointRecord::runId));
    }

    /** The same with all their files, which one query reads. */
    List<CheckpointRecord> withFiles(List<CheckpointRecord> found) {
        Map<UUID, List<CheckpointFile>> stored =
                files.of(found.stream().map(CheckpointRecord::id).toList());
        return found.stream()
                .map(checkpoint -> checkpoint.with(stored.getOrDefault(checkpoint.id(), List.of())))
                .toList();
    }

    /** A row of {@link #COLUMNS}. */
    static CheckpointRecord record(ResultSet row, List<CheckpointFile> files) throws SQLException {
        return new CheckpointRecord(
                Rows.uuid(row, "id"),
                Rows.uuid(row, "run_id"),
                row.getInt("epoch"),
                row.getBoolean("last"),
                row.getDouble("top1"),
                row.getObject("validation_top1", Double.class),
                row.getDouble("loss"),
                Rows.instant(row, "created_at"),
                Rows.optionalInstant(row, "files_removed_at"),
                files);
    }
}
