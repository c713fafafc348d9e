package io.bitgap.queue;

import io.bitgap.account.Unrestricted;
import io.bitgap.listing.Rows;
import io.bitgap.run.QueueOrder;
import io.bitgap.run.QueuePositions;
import io.bitgap.run.RunState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The queue as people see it, without what is private to others: what is trained now, what starts next, and what waits for another run. */
@Service
@Transactional(readOnly = true)
public class PendingRuns {
    /** Of those that are not over, which an index has, all but the paused ones. */
    static final String UNFINISHED =
            " where r.finished_at is null and r.state in ('RUNNING', 'STARTING', 'QUEUED', 'WAITING') ";
    /** Among the queued ones the order in which they start; the waiting ones, which have no time there, by age. */
    static final String ORDER = """
             order by case r.state when 'RUNNING' then 0 when 'STARTING' then 0 when 'QUEUED' then 1 else 2 end,
              r.priority desc, case when r.state = 'WAITING' then r.created_at end,
            """ + QueueOrder.SQL;

    private final JdbcClient jdbc;
    private final Workers workers;
    private final Forecasts forecasts;
    private final QueuePositions positions;
    private final Unrestricted unrestricted;

    PendingRuns(
            JdbcClient jdbc,
            Workers workers,
            Forecasts forecasts,
            QueuePositions positions,
            Unrestricted unrestricted) {
        this.positions = positions;
        this.unrestricted = unrestricted;
        this.jdbc = jdbc;
        this.workers = workers;
        this.forecasts = forecasts;
    }

    /**
     * A page of the queue.
     *
     * @param training runs that are trained now
     * @param devices that live workers have
     * @param total runs in all pages: training, queued and waiting
     */
    public record Page(
            int training,
            int queued,
            int waiting,
            int devices,
            List<PendingRun> items,
            @Nullable String nextPageToken,
            long total) {}

    private record Counts(int training, int queued, int waiting) {
        int total() {
            return training + queued + waiting;
        }
    }

    /** @param first how many runs to leave out: a queue moves on, so positions in it are all that a page can go by */
    public Page page(int first, int limit) {
        Counts counts = counts();
        int devices = workers.live().size();
        Map<UUID, PendingRun.Forecast> known = unrestricted.call(forecasts::ofQueue);
        List<PendingRun> items = jdbc.sql("""
                        select r.id, r.method, r.setting, r.seed, r.state, r.priority, r.epoch, r.epochs,
                          e.id as experiment, e.slug, e.name, a.worker, a.device,
                          case when r.state = 'WAITING' then r.created_at
                            else coalesce(a.started_at, r.queued_at, r.created_at) end as since,
                          p.id as parent, p.method as parent_method, p.setting as parent_setting, p.state as parent_state
                        from run r
                        join experiment e on e.id = r.experiment_id
                        left join attempt a on a.run_id = r.id and a.state = 'OPEN'
                        left join run p on p.id = r.parent_id and r.state = 'WAITING'
                        """ + UNFINISHED + ORDER + " limit :limit offset :first")
                .param("limit", limit)
                .param("first", first)
                .query((row, number) -> view(row, known))
                .list();
        Map<UUID, Integer> ahead =
                positions.of(items.stream().map(PendingRun::run).toList());
        items = items.stream().map(run -> run.at(ahead.get(run.run()))).toList();
        boolean more = first + items.size() < counts.total();
        return new Page(
                counts.training(),
                counts.queued(),
                counts.waiting(),
                devices,
                items,
                more ? String.valueOf(first + items.size()) : null,
                counts.total());
    }

    private Counts counts() {
        return jdbc.sql("""
                        select count(*) filter (where state in ('RUNNING', 'STARTING')) as training,
                          count(*) filter (where state = 'QUEUED') as queued,
                          count(*) filter (where state = 'WAITING') as waiting
                        from run r
                        """ + UNFINISHED).query(Counts.class).single();
    }

    private static PendingRun view(ResultSet row, Map<UUID, PendingRun.Forecast> known) throws SQLException {
        UUID id = Rows.uuid(row, "id");
        RunState state = RunState.valueOf(row.getString("state"));
        String worker = row.getString("worker");
        UUID parent = Rows.uuid(row, "parent");
        return new PendingRun(
                null,
                id,
                new PendingRun.Of(Rows.uuid(row, "experiment"), row.getString("slug"), row.getString("name")),
                row.getString("method"),
                row.getString("setting"),
                row.getLong("seed"),
                state,
                row.getInt("priority"),
                Rows.instant(row, "since"),
                worker == null ? null : new PendingRun.QueuePlace(worker, row.getString("device")),
                parent == null
                        ? null
                        : new PendingRun.Waited(
                                parent,
                                row.getString("parent_method"),
                                row.getString("parent_setting"),
                                RunState.valueOf(row.getString("parent_state"))),
                row.getInt("epoch"),
                row.getInt("epochs"),
                known.getOrDefault(id, PendingRun.Forecast.UNKNOWN));
    }
}
