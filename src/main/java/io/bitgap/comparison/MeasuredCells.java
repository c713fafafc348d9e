package io.bitgap.comparison;

import io.bitgap.experiment.RunState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the cells of an experiment with their statistics: one statement, so one moment. */
@Repository
class MeasuredCells {
    private final JdbcClient jdbc;

    MeasuredCells(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** In the order of the spec. */
    List<MeasuredCell> of(UUID experiment, MeasuredValue value) {
        Map<String, List<Row>> cells = new LinkedHashMap<>();
        jdbc.sql("""
                with r as (
                  select *, case when :best then best_top1 else last_top1 end as top1
                  from run where experiment_id = :experiment
                )
                select r.id, r.method, r.setting, r.weight_bits, r.activation_bits, r.seed, r.state,
                       r.top1, r.epoch, r.epochs,
                       case when r.state = 'COMPLETED' then 1
                            else least(1, (r.epoch + coalesce(r.step::float8 / nullif(r.steps, 0), 0))
                                          / greatest(r.epochs, 1))
                       end as done,
                       case when r.state = 'RUNNING' then r.eta_seconds end as eta_seconds,
                       r.plan #>> '{method,weights,quantizer}' as weight_quantizer,
                       r.plan #>> '{method,activations,quantizer}' as activation_quantizer,
                       coalesce(r.plan #> '{method,weights,options}', '{}') = '{}'
                         and coalesce(r.plan #> '{method,activations,options}', '{}') = '{}' as plain,
                       case when finished.pair then b.top1 - r.top1 end as gap,
                       count(r.top1) filter (where finished.own) over cell as n,
                       avg(r.top1) filter (where finished.own) over cell as mean,
                       stddev_samp(r.top1) filter (where finished.own) over cell as std,
                       min(r.top1) filter (where finished.own) over cell as min,
                       max(r.top1) filter (where finished.own) over cell as max,
                       count(b.top1 - r.top1) filter (where finished.pair) over cell as gap_n,
                       avg(b.top1 - r.top1) filter (where finished.pair) over cell as gap_mean,
                       stddev_samp(b.top1 - r.top1) filter (where finished.pair) over cell as gap_std,
                       min(b.top1 - r.top1) filter (where finished.pair) over cell as gap_min,
                       max(b.top1 - r.top1) filter (where finished.pair) over cell as gap_max
                from r
                left join r b on b.seed = r.seed and b.method = 'fp32' and r.method <> 'fp32'
                cross join lateral (select r.state = 'COMPLETED' as own,
                                           r.state = 'COMPLETED' and b.state = 'COMPLETED' as pair) finished
                window cell as (partition by r.method, r.weight_bits, r.activation_bits)
                order by r.position
                """)
                .param("experiment", experiment)
                .param("best", value == MeasuredValue.BEST)
                .query(Row::of)
                .list()
                .forEach(row -> cells.computeIfAbsent(row.key(), key -> new ArrayList<>())
                        .add(row));
        return cells.values().stream().map(MeasuredCells::cell).toList();
    }

    private static MeasuredCell cell(List<Row> rows) {
        MeasuredCell cell = rows.get(0).cell();
        List<CellRun> runs = rows.stream().map(Row::run).toList();
        return new MeasuredCell(
                cell.method(),
                cell.publishedAs(),
                cell.setting(),
                cell.weightBits(),
                cell.activationBits(),
                cell.top1(),
                cell.gap(),
                runs);
    }

    /** A run with the statistics of its cell. */
    private record Row(MeasuredCell cell, CellRun run) {
        String key() {
            return cell.method() + '\n' + cell.setting();
        }

        static Row of(ResultSet row, int number) throws SQLException {
            CellRun run = new CellRun(
                    row.getObject("id", UUID.class),
                    row.getLong("seed"),
                    RunState.valueOf(row.getString("state")),
                    row.getObject("top1", Double.class),
                    row.getObject("gap", Double.class),
                    row.getInt("epoch"),
                    row.getInt("epochs"),
                    row.getDouble("done"),
                    row.getObject("eta_seconds", Double.class));
            MeasuredCell cell = new MeasuredCell(
                    row.getString("method"),
                    publishedAs(row),
                    row.getString("setting"),
                    row.getInt("weight_bits"),
                    row.getInt("activation_bits"),
                    spread(row, ""),
                    spread(row, "gap_"),
                    List.of());
            return new Row(cell, run);
        }

        private static Spread spread(ResultSet row, String prefix) throws SQLException {
            return new Spread(
                    row.getInt(prefix + "n"),
                    row.getObject(prefix + "mean", Double.class),
                    row.getObject(prefix + "std", Double.class),
                    row.getObject(prefix + "min", Double.class),
                    row.getObject(prefix + "max", Double.class));
        }

        /** Options of its own make it another method than the one that was published. */
        private static @Nullable String publishedAs(ResultSet row) throws SQLException {
            String weights = row.getString("weight_quantizer");
            String activations = row.getString("activation_quantizer");
            if (weights == null || activations == null) {
                return null;
            }
            return row.getBoolean("plain") ? MethodName.of(weights, activations) : null;
        }
    }
}
