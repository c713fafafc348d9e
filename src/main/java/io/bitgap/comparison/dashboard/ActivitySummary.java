package io.bitgap.comparison.dashboard;

import io.bitgap.run.RunState;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads which runs train, which wait, and which workers are there. */
@Repository
class ActivitySummary {
    private static final int SHOWN = 50;
    private static final int NEXT = 5;
    private final RecentRuns runs;
    private final JdbcClient jdbc;

    ActivitySummary(RecentRuns runs, JdbcClient jdbc) {
        this.runs = runs;
        this.jdbc = jdbc;
    }

    Dashboard.Work now() {
        Map<RunState, Integer> counts = runs.unfinished();
        return new Dashboard.Work(
                count(counts, RunState.RUNNING) + count(counts, RunState.STARTING),
                count(counts, RunState.QUEUED),
                count(counts, RunState.WAITING),
                count(counts, RunState.PAUSED),
                workers(),
                runs.training(SHOWN),
                runs.next(NEXT));
    }

    private List<Dashboard.TrainingWorker> workers() {
        return jdbc.sql("""
                select worker, device, count(*) as runs from attempt where state = 'OPEN'
                group by worker, device order by worker, device limit :most
                """)
                .param("most", SHOWN)
                .query(Dashboard.TrainingWorker.class)
                .list();
    }

    private static int count(Map<RunState, Integer> counts, RunState state) {
        return counts.getOrDefault(state, 0);
    }
}
