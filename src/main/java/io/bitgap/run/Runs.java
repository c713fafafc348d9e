package io.bitgap.run;

import io.bitgap.account.Action;
import io.bitgap.account.Audit;
import io.bitgap.account.CurrentUser;
import io.bitgap.account.Requires;
import io.bitgap.format.Ids;
import io.bitgap.listing.ListQuery;
import io.bitgap.listing.Page;
import io.bitgap.listing.PagedSelect;
import io.bitgap.run.journal.MetricRows;
import io.bitgap.run.journal.MetricSeries;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The runs: reading them and what users may do to them. Workers use {@link RunProgress}. */
@Service
@Transactional(readOnly = true)
public class Runs {
    private final RunRepository runs;
    private final RunReading reading;
    private final RunActions actions;
    private final MetricRows metrics;
    private final CurrentUser user;
    private final Audit audit;
    private final JdbcClient jdbc;

    Runs(
            RunRepository runs,
            RunReading reading,
            RunActions actions,
            MetricRows metrics,
            CurrentUser user,
            Audit audit,
            JdbcClient jdbc) {
        this.user = user;
        this.audit = audit;
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
    public RunView get(UUID id) {
        return find(id).orElseThrow(() -> new UnknownRun(id.toString()));
    }

    /** @throws UnknownRun if no run has this id */
    public RunView get(String id) {
        return Ids.parse(id).flatMap(this::find).orElseThrow(() -> new UnknownRun(id));
    }

    /**
     * The id that a text is.
     *
     * @throws UnknownRun if no run has this id
     */
    public UUID id(String text) {
        return Ids.parse(text)
                .flatMap(id -> jdbc.sql("select id from run where id = :id")
                        .param("id", id)
                        .query(UUID.class)
                        .optional())
                .orElseThrow(() -> new UnknownRun(text));
    }

    /** The runs of an experiment in their order: baselines first, then method by method. */
    public List<RunView> of(UUID experiment) {
        return reading.views(runs.findByExperimentIdOrderByPosition(experiment));
    }

    /** The first runs of an experiment in that order. */
    public Page<RunSummary> firstOf(UUID experiment, int most) {
        return list(RunListing.of(experiment, Map.of("limit", List.of(String.valueOf(most)))));
    }

    /** @throws io.bitgap.run.UnknownExperiment if it is of an experiment that does not exist */
    public Page<RunSummary> list(ListQuery query) {
        checkExperiments(query);
        Page<UUID> page = new PagedSelect(jdbc, query).page("r.id", PagedSelect::id);
        return new Page<>(reading.summaries(page.items()), page.nextPageToken(), page.total());
    }

    /** The same as a line of a table. */
    public RunRow row(UUID id) {
        return jdbc.sql("select " + RunRow.COLUMNS + " " + RunListing.ALL.from() + " where r.id = :id")
                .param("id", id)
                .query(RunRow::of)
                .single();
    }

    /** The same as lines of a table. */
    public Page<RunRow> rows(ListQuery query) {
        checkExperiments(query);
        return new PagedSelect(jdbc, query).page(RunRow.COLUMNS, RunRow::of);
    }

    /** Every line of the list, not only a page. */
    public void eachRow(ListQuery query, Consumer<RunRow> action) {
        checkExperiments(query);
        new PagedSelect(jdbc, query).each(RunRow.COLUMNS, RunRow::of, action);
    }

    private void checkExperiments(ListQuery query) {
        for (String experiment : query.given("experiment")) {
            boolean known = jdbc.sql(
                            "select exists (select from experiment where slug = :name or id::text = lower(:name))")
                    .param("name", experiment)
                    .query(Boolean.class)
                    .single();
            if (!known) {
                throw new UnknownExperiment(experiment);
            }
        }
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

    /**
     * Holds a run until it is resumed; what waits for it goes on waiting. A worker that is training it stops soon after.
     *
     * @throws PreconditionFailed if its state is no longer what the caller has read
     * @throws IllegalRunState if it is paused or finished
     */
    @Transactional
    @Requires(Action.ACT_ON_EXPERIMENT)
    public RunView pause(String id, IfMatch precondition) {
        return act(RunAction.PAUSE, id, precondition);
    }

    /** {@link #pause(String, IfMatch)} whatever it is now. */
    @Transactional
    @Requires(Action.ACT_ON_EXPERIMENT)
    public RunView pause(String id) {
        return pause(id, IfMatch.ANY);
    }

    /**
     * Lets a paused run go on, from its last checkpoint if it has one.
     *
     * @throws PreconditionFailed if its state is no longer what the caller has read
     * @throws IllegalRunState if it is not paused
     */
    @Transactional
    @Requires(Action.ACT_ON_EXPERIMENT)
    public RunView resume(String id, IfMatch precondition) {
        return act(RunAction.RESUME, id, precondition);
    }

    /** {@link #resume(String, IfMatch)} whatever it is now. */
    @Transactional
    @Requires(Action.ACT_ON_EXPERIMENT)
    public RunView resume(String id) {
        return resume(id, IfMatch.ANY);
    }

    /**
     * Cancels a run, and with a baseline the runs that wait for it. A worker that is training it stops soon after.
     *
     * @throws PreconditionFailed if its state is no longer what the caller has read
     * @throws IllegalRunState if it is finished
     */
    @Transactional
    @Requires(Action.ACT_ON_EXPERIMENT)
    public RunView cancel(String id, IfMatch precondition) {
        return act(RunAction.CANCEL, id, precondition);
    }

    /** {@link #cancel(String, IfMatch)} whatever it is now. */
    @Transactional
    @Requires(Action.ACT_ON_EXPERIMENT)
    public RunView cancel(String id) {
        return cancel(id, IfMatch.ANY);
    }

    /**
     * Lets a run that failed or was canceled go on from its last checkpoint, with the runs that ended only because it did.
     * If the run it starts from has ended the same way, that one goes on first.
     *
     * @throws PreconditionFailed if its state is no longer what the caller has read
     * @throws IllegalRunState if it is not finished, or completed
     */
    @Transactional
    @Requires(Action.ACT_ON_EXPERIMENT)
    public RunView retry(String id, IfMatch precondition) {
        return act(RunAction.RETRY, id, precondition);
    }

    /** {@link #retry(String, IfMatch)} whatever it is now. */
    @Transactional
    @Requires(Action.ACT_ON_EXPERIMENT)
    public RunView retry(String id) {
        return retry(id, IfMatch.ANY);
    }

    /** Whether the current user may pause, resume, cancel and retry it, as far as its state allows. */
    public boolean mayAct(UUID run) {
        return user.may(Action.ACT_ON_EXPERIMENT, owner(run));
    }

    private @Nullable UUID owner(UUID run) {
        return jdbc.sql("select e.owner_id from run r join experiment e on e.id = r.experiment_id where r.id = :run")
                .param("run", run)
                .query((row, number) -> Optional.ofNullable(row.getObject("owner_id", UUID.class)))
                .optional()
                .orElseThrow(() -> new UnknownRun(run.toString()))
                .orElse(null);
    }

    /** Locked before anything of it is read, so that nothing changes between question and action, and no report comes between. */
    private RunView act(RunAction action, String text, IfMatch precondition) {
        UUID id = Ids.parse(text).orElseThrow(() -> new UnknownRun(text));
        actions.lock(id);
        RunView before = get(id);
        if (precondition.asked() && !precondition.met(before.stateTag())) {
            throw new PreconditionFailed("Run " + id, before.state().name(), before.allowedActions());
        }
        user.require(Action.ACT_ON_EXPERIMENT, owner(id));
        actions.act(action, id);
        RunView after = get(id);
        audit.record(
                action.audited(),
                id,
                Map.of("state", before.state().name()),
                Map.of("state", after.state().name()));
        return after;
    }
}
