package io.bitgap.comparison.dashboard;

import io.bitgap.comparison.dashboard.Dashboard.TrainingDevice;
import io.bitgap.queue.WorkerView;
import io.bitgap.queue.Workers;
import io.bitgap.run.RunState;
import java.util.ArrayList;
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
    private final Workers workers;
    private final JdbcClient jdbc;

    ActivitySummary(RecentRuns runs, Workers workers, JdbcClient jdbc) {
        this.runs = runs;
        this.workers = workers;
        this.jdbc = jdbc;
    }

    Dashboard.Work now() {
        Map<RunState, Integer> counts = runs.unfinished();
        return new Dashboard.Work(
                count(counts, RunState.RUNNING) + count(counts, RunState.STARTING),
                count(counts, RunState.QUEUED),
                count(counts, RunState.WAITING),
                count(counts, RunState.PAUSED),
                devices(),
                runs.training(SHOWN),
                runs.next(NEXT));
    }

    /** Those that train first; a worker that is silent may still train. */
    private List<TrainingDevice> devices() {
        List<TrainingDevice> devices = new ArrayList<>(
                jdbc.sql("""
                        select worker, device, count(*) as runs from attempt where state = 'OPEN'
                        group by worker, device order by worker, device limit :most
                        """).param("most", SHOWN).query(TrainingDevice.class).list());
        workers.all().stream()
                .filter(worker -> worker.state() == WorkerView.State.ALIVE)
                .flatMap(worker ->
                        worker.devices().stream().map(device -> new TrainingDevice(worker.name(), device.name(), 0)))
                .filter(idle -> devices.stream().noneMatch(idle::isSameAs))
                .limit(SHOWN)
                .toList()
                .forEach(devices::add);
        return devices;
    }

    private static int count(Map<RunState, Integer> counts, RunState state) {
        return counts.getOrDefault(state, 0);
    }
}
