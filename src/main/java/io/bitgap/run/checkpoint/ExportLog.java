package io.bitgap.run.checkpoint;

import io.bitgap.format.Formats;
import io.bitgap.run.journal.LogLevel;
import io.bitgap.run.journal.RunLog;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes about the exports of a run's checkpoints into its log. The run's row is locked first: a run that completes asks for its
 * exports under that lock.
 */
@Component
class ExportLog {
    private final RunLog log;
    private final Formats figures;
    private final JdbcClient jdbc;

    ExportLog(RunLog log, Formats figures, JdbcClient jdbc) {
        this.log = log;
        this.figures = figures;
        this.jdbc = jdbc;
    }

    /** A checkpoint's run, locked. */
    record Subject(UUID run, int epoch) {}

    Optional<Subject> lock(UUID checkpoint) {
        return jdbc.sql("""
                        select r.id as run, c.epoch from checkpoint c join run r on r.id = c.run_id
                        where c.id = :checkpoint for update of r
                        """)
                .param("checkpoint", checkpoint)
                .query(Subject.class)
                .optional();
    }

    void begun(Subject of) {
        log.info(of.run(), null, "Export of the checkpoint of epoch " + of.epoch() + " begins.");
    }

    void done(Subject of, Deployment.DeploymentMetrics found) {
        log.info(
                of.run(),
                null,
                "The checkpoint of epoch %d is exported: top-1 %s simulated, %s deployed (%s); %s packed."
                        .formatted(
                                of.epoch(),
                                figures.percent(found.simulatedTop1()),
                                figures.percent(found.deployedTop1()),
                                found.runtime(),
                                figures.bytes(found.packedBytes())));
        nothingFollows(of);
    }

    void failed(Subject of, String reason) {
        log.write(
                of.run(),
                null,
                LogLevel.WARN,
                "The checkpoint of epoch " + of.epoch() + " could not be exported: " + reason);
        nothingFollows(of);
    }

    /** Says the state of a finished run once more when its last export is over, so that its events end with its state. */
    private void nothingFollows(Subject of) {
        jdbc.sql("""
                with counted as (
                  update run set last_event = last_event + 1
                  where id = :run and finished_at is not null and not exists (
                    select from checkpoint c join deployment d on d.checkpoint_id = c.id
                    where c.run_id = :run and d.finished_at is null)
                  returning id, last_event, state, state_reason)
                insert into state_change (run_id, event, state, reason)
                select id, last_event, state, state_reason from counted
                """).param("run", of.run()).update();
    }
}
