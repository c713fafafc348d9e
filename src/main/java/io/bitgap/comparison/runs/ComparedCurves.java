package io.bitgap.comparison.runs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the curves of runs that are compared: one statement, at most about two hundred epochs. */
@Repository
class ComparedCurves {
    private static final int MAX_EPOCHS = 200;
    private final JdbcClient jdbc;

    ComparedCurves(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<RunComparison.Curve> of(List<UUID> runs) {
        Map<String, TreeMap<Integer, List<@Nullable Double>>> curves = new LinkedHashMap<>();
        jdbc.sql("""
                with measured as (
                  select run_id, name, round(epoch)::int as epoch, value,
                         max(round(epoch)::int) over (partition by run_id, name) as last,
                         max(round(epoch)::int) over () as longest
                  from metric where run_id = any(:ids) and name in ('test/top1', 'test/loss')
                )
                select run_id, name, epoch, value from measured
                where epoch % ceil(longest / cast(:most as numeric))::int = 0 or epoch = last
                order by name desc, epoch
                """)
                .param("ids", runs.toArray(UUID[]::new))
                .param("most", MAX_EPOCHS)
                .query(row -> {
                    curves.computeIfAbsent(row.getString("name"), any -> new TreeMap<>())
                            .computeIfAbsent(
                                    row.getInt("epoch"), any -> new ArrayList<>(Collections.nCopies(runs.size(), null)))
                            .set(runs.indexOf(row.getObject("run_id", UUID.class)), row.getDouble("value"));
                });
        return curves.entrySet().stream()
                .map(curve -> new RunComparison.Curve(
                        curve.getKey(),
                        curve.getValue().entrySet().stream()
                                .map(point -> new RunComparison.Curve.Point(
                                        point.getKey(), Collections.unmodifiableList(point.getValue())))
                                .toList()))
                .toList();
    }
}
