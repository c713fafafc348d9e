package io.bitgap.run;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.bitgap.run.checkpoint.RunCheckpoints;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Puts runs together with their attempts, checkpoints, speeds and places in the queue: eight queries for any number of runs. */
@Component
class RunReading {
    private final AttemptRepository attempts;
    private final RunCheckpoints checkpoints;
    private final TrainingSpeeds speeds;
    private final JdbcClient jdbc;

    RunReading(AttemptRepository attempts, RunCheckpoints checkpoints, TrainingSpeeds speeds, JdbcClient jdbc) {
        this.speeds = speeds;
        this.attempts = attempts;
        this.checkpoints = checkpoints;
        this.jdbc = jdbc;
    }

    List<RunView> views(List<Run> runs) {
        List<UUID> ids = runs.stream().map(Run::getId).toList();
        Map<UUID, List<RunView.Attempt>> tries = attempts.findByRunIdInOrderByNumber(ids).stream()
                .collect(groupingBy(Attempt::runId, mapping(Attempt::view, toList())));
        Map<UUID, List<RunView.Checkpoint>> saved = checkpoints.of(ids);
        Map<UUID, Integer> queue = queuePositions(ids);
        Map<UUID, RunView.Overhead> overheads = speeds.overheads(ids);
        return runs.stream()
                .map(run -> run.view(
                        tries.getOrDefault(run.getId(), List.of()),
                        saved.getOrDefault(run.getId(), List.of()),
                        queue.get(run.getId()),
                        Objects.requireNonNull(overheads.get(run.getId()))))
                .toList();
    }

    private Map<UUID, Integer> queuePositions(Collection<UUID> ids) {
        Map<UUID, Integer> positions = new HashMap<>();
        jdbc.sql("""
                        select id, place from (
                          select id, row_number() over (order by priority desc, queued_at, position, id) - 1 as place
                          from run where state = 'QUEUED') queue
                        where id = any(:ids)
                        """).param("ids", ids.toArray(UUID[]::new)).query(row -> {
            positions.put(row.getObject("id", UUID.class), row.getInt("place"));
        });
        return positions;
    }
}
