package io.bitgap.comparison.dashboard;

import io.bitgap.listing.Rows;
import io.bitgap.run.QueueOrder;
import io.bitgap.run.RunState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Short lists of runs: what trains, what waits, what has finished. Each reads as many rows as it shows. */
@Repository
public class RecentRuns {
    private static final String COLUMNS = """
            select r.id, r.method, r.setting, r.seed, r.state, e.slug, e.name, r.last_top1,
                   r.result_warnings <> '[]' as doubtful, r.epoch, r.epochs,
                   least(1, (r.epoch + coalesce(r.step::float8 / nullif(r.steps, 0), 0)) / greatest(r.epochs, 1)) as done,
                   case when r.state = 'RUNNING' then r.images_per_second end as images_per_second,
                   case when r.state = 'RUNNING' then r.eta_seconds end as eta_seconds,
                   coalesce(r.finished_at, r.started_at, r.queued_at, r.created_at) as at
            from run_result r join experiment e on e.id = r.experiment_id
            """;
    private final JdbcClient jdbc;

    RecentRuns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The latest first. */
    public List<RecentRun> finished(int most) {
        return read("where r.finished_at is not null order by r.finished_at desc, r.id desc", most);
    }

    /** Those of these ids that there are, in the order of the ids. */
    public List<RecentRun> of(List<UUID> ids) {
        return jdbc.sql(COLUMNS + "where r.id = any(:ids) order by array_position(:ids, r.id)")
                .param("ids", ids.toArray(UUID[]::new))
                .query(RecentRuns::run)
                .list();
    }

    /** Those that began first. */
    List<RecentRun> training(int most) {
        return read("where r.state in ('STARTING', 'RUNNING') order by r.started_at, r.position, r.id", most);
    }

    /** In the order in which workers take them. */
    List<RecentRun> next(int most) {
        return read("where r.state = 'QUEUED' order by " + QueueOrder.SQL, most);
    }

    /** How many runs are in each of the states that are not final. */
    Map<RunState, Integer> unfinished() {
        Map<RunState, Integer> counts = new java.util.EnumMap<>(RunState.class);
        jdbc.sql("""
                select state, count(*) as runs from run
                where finished_at is null group by state
                """).query(row -> {
            counts.put(RunState.valueOf(row.getString("state")), row.getInt("runs"));
        });
        return counts;
    }

    private List<RecentRun> read(String which, int most) {
        return jdbc.sql(COLUMNS + which + " limit :most")
                .param("most", most)
                .query(RecentRuns::run)
                .list();
    }

    private static RecentRun run(ResultSet row, int number) throws SQLException {
        return new RecentRun(
                Rows.uuid(row, "id"),
                row.getString("method"),
                row.getString("setting"),
                row.getLong("seed"),
                RunState.valueOf(row.getString("state")),
                row.getString("slug"),
                row.getString("name"),
                row.getObject("last_top1", Double.class),
                row.getBoolean("doubtful"),
                row.getInt("epoch"),
                row.getInt("epochs"),
                row.getDouble("done"),
                row.getObject("images_per_second", Double.class),
                row.getObject("eta_seconds", Double.class),
                Rows.instant(row, "at"));
    }
}
