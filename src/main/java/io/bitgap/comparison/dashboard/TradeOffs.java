package io.bitgap.comparison.dashboard;

import io.bitgap.training.BitWidths;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Reads accuracies with the sizes and bit operations of the runs' last checkpoints: one statement. Every experiment that a
 * point comes from has its own fp32 points.
 */
@Repository
class TradeOffs {
    private final JdbcClient jdbc;

    TradeOffs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    TradeOff of(String network, String dataset) {
        List<TradeOff.Point> points = new ArrayList<>();
        List<CellSource> sources = new ArrayList<>();
        jdbc.sql("with " + FinishedCells.FINISHED + """
                , cell as (
                  select f.id, f.created_at, f.images, r.method, r.weight_bits, r.activation_bits, r.purpose <> 'QUANTIZED' as fp32,
                         count(*) as n,
                         avg(r.last_top1) as top1, stddev_samp(r.last_top1) as std,
                         avg(d.packed_bytes)::float8 as packed_bytes, avg(d.bit_operations) as bit_operations
                  from finished f
                  join run_result r on r.experiment_id = f.id and r.state = 'COMPLETED' and r.last_top1 is not null
                    and r.result_warnings = '[]'
                  join lateral (select c.id from checkpoint c where c.run_id = r.id order by c.epoch desc limit 1) c on true
                  join deployment d on d.checkpoint_id = c.id and d.state = 'DONE'
                  where f.network = :network and f.dataset = :dataset
                  group by f.id, f.created_at, f.images, r.method, r.weight_bits, r.activation_bits, fp32
                ), chosen as (
                  select distinct on (method, weight_bits, activation_bits) *
                  from cell where not fp32
                  order by method, weight_bits, activation_bits, images desc, created_at desc, id desc
                ), shown as (
                  select * from chosen
                  union all
                  select * from cell where fp32 and id in (select id from chosen)
                )
                select n.*,
                """ + CellSource.COLUMNS + """
                from shown n join experiment e on e.id = n.id
                order by n.packed_bytes, n.bit_operations, n.method
                """)
                .param("network", network)
                .param("dataset", dataset)
                .query(row -> {
                    CellSource source = CellSource.of(row);
                    sources.add(source);
                    points.add(new TradeOff.Point(
                            row.getString("method"),
                            new BitWidths(row.getInt("weight_bits"), row.getInt("activation_bits")).label(),
                            row.getDouble("top1"),
                            row.getObject("std", Double.class),
                            row.getInt("n"),
                            row.getDouble("packed_bytes"),
                            row.getDouble("bit_operations"),
                            false,
                            false,
                            source.slug()));
                });
        return new TradeOff(network, dataset, ParetoFront.marked(points), ChartFootnotes.experiments(sources));
    }
}
