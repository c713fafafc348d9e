package io.bitgap.experiment.network;

import io.bitgap.listing.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code network}. */
@Repository
class NetworkRows {
    private final JdbcClient jdbc;

    NetworkRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<String> names() {
        return jdbc.sql("select name from network order by created_at, name")
                .query(String.class)
                .list();
    }

    List<StoredNetwork> all() {
        return jdbc.sql("select * from network order by created_at, name")
                .query(NetworkRows::row)
                .list();
    }

    Optional<StoredNetwork> find(String name) {
        return jdbc.sql("select * from network where name = :name")
                .param("name", name)
                .query(NetworkRows::row)
                .optional();
    }

    /** How many somebody has uploaded; of two uploads at once one waits, so that both together stay within what is allowed. */
    long countOf(String author) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('networks ' || :author, 0))")
                .param("author", author)
                .query(row -> {});
        return jdbc.sql("select count(*) from network where created_by = :author")
                .param("author", author)
                .query(Long.class)
                .single();
    }

    /** Whether it was new; a network of the same name is left as it is. */
    boolean insert(StoredNetwork network) {
        return jdbc.sql("""
                        insert into network (name, definition, created_by, created_at)
                        values (:name, :definition, :createdBy, :createdAt)
                        on conflict (name) do nothing
                        """)
                        .param("name", network.name())
                        .param("definition", network.definition())
                        .param("createdBy", network.createdBy())
                        .param("createdAt", network.createdAt().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    private static StoredNetwork row(ResultSet row, int number) throws SQLException {
        return new StoredNetwork(
                row.getString("name"),
                row.getString("definition"),
                row.getString("created_by"),
                Rows.instant(row, "created_at"));
    }
}
