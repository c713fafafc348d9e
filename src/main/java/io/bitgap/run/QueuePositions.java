package io.bitgap.run;

import io.bitgap.account.Unrestricted;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How many runs start before a queued one, whoever sees those. */
@Component
public class QueuePositions {
    private final JdbcClient jdbc;
    private final Unrestricted unrestricted;

    QueuePositions(JdbcClient jdbc, Unrestricted unrestricted) {
        this.jdbc = jdbc;
        this.unrestricted = unrestricted;
    }

    /** Of those of these runs that are queued. */
    public Map<UUID, Integer> of(Collection<UUID> runs) {
        Map<UUID, Integer> positions = new HashMap<>();
        unrestricted.call(() -> jdbc.sql("""
                        select id, ahead from (
                          select r.id, row_number() over (order by %s)::int - 1 as ahead
                          from run r where r.state = 'QUEUED') queue
                        where id = any(:ids)
                        """.formatted(QueueOrder.SQL))
                .param("ids", runs.toArray(UUID[]::new))
                .query((row, number) -> positions.put(row.getObject("id", UUID.class), row.getInt("ahead")))
                .list());
        return positions;
    }
}
