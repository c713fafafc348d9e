package io.bitgap.worker;

import io.bitgap.settings.Role;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes down how a watched worker ended and when it is started again, also of one that never got as far as to register. */
final class WorkerEnds {
    private final JdbcClient jdbc;
    private final String version;

    WorkerEnds(JdbcClient jdbc, String version) {
        this.jdbc = jdbc;
        this.version = version;
    }

    /** @param inARow how often it has ended so, this time included */
    void record(String worker, ProcessEnd end, int inARow, Duration pause) {
        jdbc.sql("""
                        insert into worker (name, role, version, started_at, heartbeat_at, ended, ended_at, ends, starts_again_at)
                        values (:name, :role, :version, now(), now(), :ended, now(), :ends, now() + cast(:pause as interval))
                        on conflict (name) do update
                        set ended = excluded.ended, ended_at = now(), ends = excluded.ends,
                          starts_again_at = excluded.starts_again_at
                        """)
                .param("name", worker)
                .param("role", Role.WORKER.name())
                .param("version", version)
                .param("ended", end.words())
                .param("ends", inARow)
                .param("pause", pause.toString())
                .update();
    }
}
