package io.bitgap.experiment;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The runs: reading them and what users may do to them. Workers use {@link RunWork}. */
@Service
@Transactional(readOnly = true)
public class Runs {
    private final RunRepository runs;
    private final RunReading reading;
    private final RunActions actions;
    private final MetricRows metrics;
    private final JdbcClient jdbc;

    Runs(RunRepository runs, RunReading reading, RunActions actions, MetricRows metrics, JdbcClient jdbc) {
        this.runs = runs;
        this.reading = reading;
        this.actions = actions;
        this.metrics = metrics;
        this.jdbc = jdbc;
    }

    public Optional<RunView> find(UUID id) {
        return runs.findById(id).map(run -> reading.views(List.of(run)).get(0));
    }

    /** @throws UnknownRun if no run has this id */
    public RunView get(String id) {
        return UuidText.parse(id).flatMap(this::find).orElseThrow(() -> new UnknownRun(id));
    }

    /** The runs of an experiment in their order: baselines first, then method by method. */
    public List<RunView> of(UUID experiment) {
        return reading.views(runs.findByExperimentIdOrderByPosition(experiment));
    }

    /** Newest first. */
    public Listing<RunView> list(RunFilter filter, PageQuery query) {
        String where = """
                from run
                where (cast(:experiment as uuid) is null or experiment_id = :experiment)
                  and (cast(:state as text) is null or state = :state)
                  and (cast(:method as text) is null or method = :method)
                """;
        List<UUID> ids = filtered(
                        "select id " + where
                                + " and (cast(:after as uuid) is null or id < :after) order by id desc limit :rows",
                        filter)
                .param("after", query.after())
                .param("rows", query.limit() + 1)
                .query(UUID.class)
                .list();
        long total =
                filtered("select count(*) " + where, filter).query(Long.class).single();
        Listing<UUID> page = query.page(ids, id -> id, total);
        List<Run> found = runs.findByIdIn(page.items()).stream()
                .sorted(Comparator.comparing((Run run) -> page.items().indexOf(run.getId())))
                .toList();
        return new Listing<>(reading.views(found), page.nextPageToken(), total);
    }

    /** Its measured values, series by series; all of them where no names are given. */
    public List<MetricSeries> metrics(UUID run, Collection<String> names) {
        return metrics.read(run, names);
    }

    /** Its quantizers as they stood at its last checkpoint; empty before the first, and for a baseline. */
    public List<RunLayer> layers(UUID run) {
        return jdbc.sql("""
                        select epoch, (manifest -> 'quantizers')::text as quantizers
                        from checkpoint where run_id = :run order by epoch desc limit 1
                        """)
                .param("run", run)
                .query((row, number) -> RunLayer.of(row.getInt("epoch"), row.getString("quantizers")))
                .optional()
                .orElse(List.of());
    }

    /** What each run's quantizers cost against its fp32 baseline; two queries for any number of runs. */
    public Map<UUID, RunView.Overhead> overheads(Collection<UUID> ids) {
        return reading.overheads(ids);
    }

    /**
     * Holds a run until it is resumed; what waits for it goes on waiting. A worker that is training it stops soon after.
     *
     * @throws IllegalRunState if it is paused or finished
     */
    @Transactional
    public RunView pause(String id) {
        return act(RunAction.PAUSE, id);
    }

    /**
     * Lets a paused run go on, from its last checkpoint if it has one.
     *
     * @throws IllegalRunState if it is not paused
     */
    @Transactional
    public RunView resume(String id) {
        return act(RunAction.RESUME, id);
    }

    /**
     * Cancels a run, and with a baseline the runs that wait for it. A worker that is training it stops soon after.
     *
     * @throws IllegalRunState if it is finished
     */
    @Transactional
    public RunView cancel(String id) {
        return act(RunAction.CANCEL, id);
    }

    /**
     * Lets a run that failed or was canceled go on from its last checkpoint, with the runs that ended only because it did.
     * If the run it starts from has ended the same way, that one goes on first.
     *
     * @throws IllegalRunState if it is not finished, or completed
     */
    @Transactional
    public RunView retry(String id) {
        return act(RunAction.RETRY, id);
    }

    private RunView act(RunAction action, String id) {
        actions.act(action, UuidText.parse(id).orElseThrow(() -> new UnknownRun(id)));
        return get(id);
    }

    private JdbcClient.StatementSpec filtered(String sql, RunFilter filter) {
        return jdbc.sql(sql)
                .param("experiment", filter.experiment())
                .param("state", filter.state() == null ? null : filter.state().name())
                .param("method", filter.method());
    }
}
