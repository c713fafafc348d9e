package io.bitgap.run;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.bitgap.run.checkpoint.RunCheckpoints;
import io.bitgap.training.ResultWarning;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Puts runs together with their attempts, checkpoints, speeds and positions in the queue: a fixed number of queries. */
@Component
class RunReading {
    private final AttemptRepository attempts;
    private final RunCheckpoints checkpoints;
    private final TrainingSpeeds speeds;
    private final SameBits bits;
    private final QueuePositions queue;
    private final JdbcClient jdbc;

    RunReading(
            AttemptRepository attempts,
            RunCheckpoints checkpoints,
            TrainingSpeeds speeds,
            SameBits bits,
            QueuePositions queue,
            JdbcClient jdbc) {
        this.queue = queue;
        this.speeds = speeds;
        this.bits = bits;
        this.attempts = attempts;
        this.checkpoints = checkpoints;
        this.jdbc = jdbc;
    }

    List<RunView> views(List<Run> runs) {
        List<UUID> ids = runs.stream().map(Run::getId).toList();
        Map<UUID, List<RunView.Attempt>> tries = attempts.findByRunIdInOrderByNumber(ids).stream()
                .collect(groupingBy(Attempt::runId, mapping(Attempt::view, toList())));
        Map<UUID, List<RunView.Checkpoint>> saved = checkpoints.of(ids);
        Map<UUID, Integer> positions = queue.of(ids);
        Map<UUID, Comparison> compared = compared(ids);
        Map<UUID, List<String>> otherBits = bits.obstacles(ids);
        Map<UUID, RunView.Overhead> overheads = speeds.overheads(ids);
        return runs.stream()
                .map(run -> run.view(
                        tries.getOrDefault(run.getId(), List.of()),
                        saved.getOrDefault(run.getId(), List.of()),
                        positions.get(run.getId()),
                        Objects.requireNonNull(compared.get(run.getId())),
                        otherBits.getOrDefault(run.getId(), List.of()),
                        Objects.requireNonNull(overheads.get(run.getId()))))
                .toList();
    }

    /** In the order of the ids, those that are there; without plans, files and speeds, in two queries. */
    List<RunSummary> summaries(List<UUID> ids) {
        Map<UUID, Integer> positions = queue.of(ids);
        Map<UUID, RunSummary> found = new HashMap<>();
        jdbc.sql(RunSummary.SELECT).param("ids", ids.toArray(UUID[]::new)).query(row -> {
            UUID id = row.getObject("id", UUID.class);
            found.put(id, RunSummary.of(row, positions.get(id)));
        });
        return ids.stream().map(found::get).filter(Objects::nonNull).toList();
    }

    /** What a run is worth beside its baseline and its control, as the view has it. */
    record Comparison(@Nullable Double gap, @Nullable Double gapToControl, List<ResultWarning> warnings) {}

    private Map<UUID, Comparison> compared(List<UUID> ids) {
        Map<UUID, Comparison> compared = new HashMap<>();
        jdbc.sql("select id, gap, gap_to_control, result_warnings from run_result where id = any(:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .query(row -> {
                    compared.put(
                            row.getObject("id", UUID.class),
                            new Comparison(
                                    row.getObject("gap", Double.class),
                                    row.getObject("gap_to_control", Double.class),
                                    Warnings.of(row.getString("result_warnings"))));
                });
        return compared;
    }
}
