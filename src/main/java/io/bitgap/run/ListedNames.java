package io.bitgap.run;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The names that lists can be filtered by, for suggestions in forms. */
@Component
public class ListedNames {
    private final JdbcClient jdbc;

    ListedNames(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Each in alphabetical order. */
    public record Names(List<String> methods, List<String> settings, List<String> networks, List<String> datasets) {}

    public Names ofRuns() {
        return new Names(distinct("run", "method"), distinct("run", "setting"), networks(), datasets());
    }

    /** Of experiments; their settings are not asked for. */
    public Names ofExperiments() {
        return new Names(distinct("run", "method"), List.of(), networks(), datasets());
    }

    private List<String> networks() {
        return distinct("experiment", "network");
    }

    private List<String> datasets() {
        return distinct("experiment", "dataset");
    }

    /** From one value to the next through an index, or through a small table: not row by row through all runs. */
    private List<String> distinct(String table, String column) {
        return jdbc.sql("""
                        with recursive known as (
                          (select min(%1$s) as name from %2$s)
                          union all
                          select (select min(%1$s) from %2$s where %1$s > known.name) from known where known.name is not null
                        )
                        select name from known where name is not null
                        """.formatted(column, table)).query(String.class).list();
    }
}
