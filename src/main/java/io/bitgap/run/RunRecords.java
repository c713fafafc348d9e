package io.bitgap.run;

import io.bitgap.format.Formats;
import io.bitgap.run.checkpoint.Checkpoint;
import io.bitgap.run.checkpoint.CheckpointFile;
import io.bitgap.run.checkpoint.CheckpointRepository;
import io.bitgap.run.checkpoint.NewCheckpoint;
import io.bitgap.run.journal.LogLevel;
import io.bitgap.run.journal.MetricRows;
import io.bitgap.run.journal.RunLog;
import io.bitgap.training.MetricPoint;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/** What a run leaves behind while it trains: values, checkpoints, lines of its log. The caller has locked the run. */
@Component
class RunRecords {
    private final MetricRows metrics;
    private final CheckpointRepository checkpoints;
    private final RunLog log;
    private final Formats figures;
    private final Clock clock;

    RunRecords(MetricRows metrics, CheckpointRepository checkpoints, RunLog log, Formats figures, Clock clock) {
        this.log = log;
        this.figures = figures;
        this.metrics = metrics;
        this.checkpoints = checkpoints;
        this.clock = clock;
    }

    void measured(Run run, List<MetricPoint> points) {
        metrics.store(run.getId(), points);
    }

    void checkpointed(Run run, Attempt attempt, NewCheckpoint saved) {
        checkpoints.findByRunIdAndEpoch(run.getId(), saved.epoch()).ifPresent(earlier -> {
            checkpoints.delete(earlier);
            // the row must be gone before another with the same epoch comes
            checkpoints.flush();
        });
        checkpoints.save(new Checkpoint(run.getId(), attempt.getId(), saved, clock.instant()));
        run.evaluated(saved.top1(), saved.loss());
        long bytes = saved.files().stream().mapToLong(CheckpointFile::size).sum();
        log.info(
                run.getId(),
                attempt.number(),
                "Checkpoint %s of epoch %d is saved: %s.".formatted(saved.id(), saved.epoch(), figures.bytes(bytes)));
    }

    void logged(Run run, Attempt attempt, LogLevel level, String text) {
        log.write(run.getId(), attempt.number(), level, text);
    }
}
