package io.bitgap.comparison.answers;

import io.bitgap.listing.Rows;
import io.bitgap.run.checkpoint.CheckpointPredictions;
import io.bitgap.training.TestAnswers;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads what many runs said about their test images after their last epochs, with as many statements as for one. */
@Service
@Transactional(readOnly = true)
public class LastAnswers {
    private final CheckpointPredictions predictions;
    private final JdbcClient jdbc;

    public LastAnswers(CheckpointPredictions predictions, JdbcClient jdbc) {
        this.predictions = predictions;
        this.jdbc = jdbc;
    }

    /** Of those runs that have any. */
    public AnswersOfRuns of(Collection<UUID> runs) {
        if (runs.isEmpty()) {
            return new AnswersOfRuns(Map.of());
        }
        Map<UUID, UUID> runOf = new HashMap<>();
        jdbc.sql("""
                        select distinct on (run_id) run_id, id from checkpoint where run_id = any(:runs)
                        order by run_id, epoch desc
                        """).param("runs", runs.toArray(UUID[]::new)).query(row -> {
            runOf.put(Rows.uuid(row, "id"), Rows.uuid(row, "run_id"));
        });
        Map<UUID, TestAnswers> answers = new HashMap<>();
        predictions.of(runOf.keySet()).forEach((checkpoint, said) -> answers.put(runOf.get(checkpoint), said));
        return new AnswersOfRuns(answers);
    }
}
