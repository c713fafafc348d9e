package io.bitgap.comparison;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Gaps by bits over finished experiments: what the dashboard shows. */
@Repository
public class GapSummaries {
    private final JdbcClient jdbc;

    GapSummaries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One summary for each network and data set, that of the latest experiment first. */
    public List<GapSummary> all() {
        Map<List<String>, List<GapSummary.Point>> groups = new LinkedHashMap<>();
        jdbc.sql("""
                with finished as (
                  select e.id, e.created_at, e.spec ->> 'network' as network, e.spec ->> 'dataset' as dataset
                  from experiment e
                  where not exists (select from run r where r.experiment_id = e.id
                                    and r.state not in ('COMPLETED', 'FAILED', 'CANCELED'))
                )
                select f.network, f.dataset, r.method, r.setting, r.weight_bits, r.activation_bits,
                       avg(b.last_top1 - r.last_top1) as gap, count(*) as n,
                       max(max(f.created_at)) over (partition by f.network, f.dataset) as latest
                from finished f
                join run r on r.experiment_id = f.id and r.method <> 'fp32' and r.state = 'COMPLETED'
                join run b on b.experiment_id = f.id and b.seed = r.seed
                          and b.method = 'fp32' and b.state = 'COMPLETED'
                where b.last_top1 is not null and r.last_top1 is not null
                group by f.network, f.dataset, r.method, r.setting, r.weight_bits, r.activation_bits
                order by latest desc, f.network, f.dataset,
                         r.weight_bits + r.activation_bits desc, r.weight_bits desc, r.method
                """).query(row -> {
            List<String> group = List.of(row.getString("network"), row.getString("dataset"));
            groups.computeIfAbsent(group, any -> new ArrayList<>())
                    .add(new GapSummary.Point(
                            row.getString("method"),
                            row.getString("setting"),
                            row.getInt("weight_bits"),
                            row.getInt("activation_bits"),
                            row.getDouble("gap"),
                            row.getInt("n")));
        });
        return groups.entrySet().stream()
                .map(group ->
                        new GapSummary(group.getKey().get(0), group.getKey().get(1), List.copyOf(group.getValue())))
                .toList();
    }
}
