package io.bitgap.worker;

import io.bitgap.settings.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The processes that train, from all of them's own words; every process can read them. */
@Service
@Transactional(readOnly = true)
public class Workers {
    /** Some missed heartbeats are no reason to worry. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final JdbcClient jdbc;
    private final Clock clock;

    Workers(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Those that live first, then the others that were heard of within a day. */
    public List<WorkerView> all() {
        Map<String, List<WorkerView.Device>> devices = devices();
        return jdbc.sql("""
                        select name, role, version, started_at, heartbeat_at, stopped_at,
                          (select count(*) from scheduled_tasks t
                           where t.task_name = :export and t.picked and t.picked_by = worker.name) as exports
                        from worker where heartbeat_at >= :then
                        order by stopped_at is not null, heartbeat_at < :silent, name
                        """)
                .param("export", ExportQueue.TASK)
                .param("then", ago(WorkerRegistration.MEMORY))
                .param("silent", ago(PATIENCE))
                .query((row, number) -> view(row, devices.getOrDefault(row.getString("name"), List.of())))
                .list();
    }

    /** Devices of workers that live. */
    public int liveDevices() {
        return jdbc.sql("""
                        select count(*) from worker_device d join worker w on w.name = d.worker
                        where w.stopped_at is null and w.heartbeat_at >= :silent
                        """).param("silent", ago(PATIENCE)).query(Integer.class).single();
    }

    private Map<String, List<WorkerView.Device>> devices() {
        Map<String, List<WorkerView.Device>> devices = new LinkedHashMap<>();
        jdbc.sql("""
                        select d.worker, d.name, d.kind, d.processor, d.threads, d.memory_bytes, r.id as run, e.slug,
                          r.method, r.setting, r.seed, a.number, r.epoch, r.epochs, r.eta_seconds
                        from worker_device d
                        left join attempt a on a.worker = d.worker and a.device = d.name and a.state = 'OPEN'
                        left join run r on r.id = a.run_id
                        left join experiment e on e.id = r.experiment_id
                        order by d.worker, d.position
                        """).query(row -> {
            devices.computeIfAbsent(row.getString("worker"), worker -> new ArrayList<>())
                    .add(device(row));
        });
        return devices;
    }

    private static WorkerView.Device device(ResultSet row) throws SQLException {
        return new WorkerView.Device(
                row.getString("name"),
                row.getString("kind"),
                row.getString("processor"),
                row.getObject("threads", Integer.class),
                row.getObject("memory_bytes", Long.class),
                training(row));
    }

    private static WorkerView.@Nullable Training training(ResultSet row) throws SQLException {
        UUID run = row.getObject("run", UUID.class);
        return run == null
                ? null
                : new WorkerView.Training(
                        run,
                        row.getString("slug"),
                        row.getString("method"),
                        row.getString("setting"),
                        row.getLong("seed"),
                        row.getInt("number"),
                        row.getInt("epoch"),
                        row.getInt("epochs"),
                        row.getObject("eta_seconds", Double.class));
    }

    private WorkerView view(ResultSet row, List<WorkerView.Device> devices) throws SQLException {
        Instant heartbeat = row.getTimestamp("heartbeat_at").toInstant();
        Timestamp stopped = row.getTimestamp("stopped_at");
        Duration silence = Duration.between(heartbeat, clock.instant());
        return new WorkerView(
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                row.getString("version"),
                stopped != null
                        ? WorkerView.State.STOPPED
                        : silence.compareTo(PATIENCE) > 0 ? WorkerView.State.SILENT : WorkerView.State.ALIVE,
                row.getTimestamp("started_at").toInstant(),
                heartbeat,
                Math.max(0, silence.toSeconds()),
                stopped == null ? null : stopped.toInstant(),
                row.getInt("exports"),
                devices);
    }

    private OffsetDateTime ago(Duration time) {
        return clock.instant().minus(time).atOffset(ZoneOffset.UTC);
    }
}
