package io.bitgap.comparison.answers;

import io.bitgap.listing.Rows;
import io.bitgap.problem.Problem;
import io.bitgap.run.Runs;
import io.bitgap.run.checkpoint.CheckpointPredictions;
import io.bitgap.training.TestAnswers;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads what runs said about their test images. */
@Service
@Transactional(readOnly = true)
public class RunAnswers {
    private final Runs runs;
    private final CheckpointPredictions predictions;
    private final JdbcClient jdbc;

    RunAnswers(Runs runs, CheckpointPredictions predictions, JdbcClient jdbc) {
        this.runs = runs;
        this.predictions = predictions;
        this.jdbc = jdbc;
    }

    /**
     * After its last epoch so far.
     *
     * @throws io.bitgap.run.UnknownRun if no run has this id
     * @throws Problem (404) if no epoch of it was evaluated yet
     */
    public AnsweredRun get(String id) {
        UUID run = runs.id(id);
        return find(run)
                .orElseThrow(() -> new Problem(
                        Problem.Kind.NOT_FOUND,
                        "unknown-predictions",
                        "No epoch of run " + run + " has been evaluated yet, so its predictions are not known."));
    }

    /** Empty where it has said nothing yet. */
    public Optional<AnsweredRun> find(UUID run) {
        // the predictions afterwards, not while a row is read: that would take a second connection
        return jdbc.sql("""
                        select r.id, r.baseline_id, p.plan ->> 'dataset' as dataset,
                               coalesce((p.plan #>> '{limits,testExamples}')::int, 0) as test_examples,
                               c.id as checkpoint, c.epoch
                        from run r join run_plan p on p.hash = r.plan_hash
                        join lateral (
                          select id, epoch from checkpoint where run_id = r.id order by epoch desc limit 1) c on true
                        where r.id = :id
                        """)
                .param("id", run)
                .query((row, number) -> {
                    UUID checkpoint = Rows.uuid(row, "checkpoint");
                    UUID baseline = Rows.uuid(row, "baseline_id");
                    String dataset = row.getString("dataset");
                    int testExamples = row.getInt("test_examples");
                    int epoch = row.getInt("epoch");
                    Function<TestAnswers, AnsweredRun> answered = answers ->
                            new AnsweredRun(run, baseline, dataset, testExamples, checkpoint, epoch, answers);
                    return Map.entry(checkpoint, answered);
                })
                .optional()
                .flatMap(found -> predictions.find(found.getKey()).map(found.getValue()));
    }
}
