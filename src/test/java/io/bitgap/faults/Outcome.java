package io.bitgap.faults;

import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What an experiment came to, cell by cell: hashes of all its checkpoints' models and of all its series but those of the clock.
 *
 * @param cells by method and setting
 */
record Outcome(Map<String, String> cells) {
    static Outcome of(JdbcClient jdbc, UUID experiment) {
        Map<String, String> cells = new TreeMap<>();
        jdbc.sql("""
                        select r.method || ' at ' || r.setting as cell, r.state,
                          (select string_agg(c.epoch || ':' || f.sha256, ' ' order by c.epoch)
                           from checkpoint c join checkpoint_file f on f.checkpoint_id = c.id and f.name = 'model.zip'
                           where c.run_id = r.id) as checkpoints,
                          (select md5(string_agg(m.name || m.step || '=' || m.value, ' ' order by m.name, m.step))
                           from metric m where m.run_id = r.id and m.name not like '%images-per-second%') as series
                        from run r where r.experiment_id = :experiment
                        """).param("experiment", experiment).query(row -> {
            cells.put(
                    row.getString("cell"),
                    row.getString("state") + " " + row.getString("checkpoints") + " series " + row.getString("series"));
        });
        return new Outcome(cells);
    }

    /** Cells that came to other bits than in an undisturbed experiment. */
    long differentFrom(Outcome undisturbed) {
        return undisturbed.cells().entrySet().stream()
                .filter(cell -> !cell.getValue().equals(cells.get(cell.getKey())))
                .peek(cell -> System.out.printf(
                        "DIFFERENT %s%n  undisturbed %s%n  disturbed   %s%n",
                        cell.getKey(), cell.getValue(), cells.get(cell.getKey())))
                .count();
    }
}
