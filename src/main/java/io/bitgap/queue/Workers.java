package io.bitgap.queue;

import io.bitgap.listing.Rows;
import io.bitgap.settings.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The processes that train, as each of them registered itself. */
@Service
@Transactional(readOnly = true)
public class Workers {
    /** Workers that nobody has heard of for longer are forgotten. */
    public static final Duration MEMORY = Duration.ofDays(1);

    private final JdbcClient jdbc;

    Workers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those that live first, then the others that were heard of within a day. */
    public List<WorkerView> all() {
        Map<String, List<WorkerView.Device>> devices = devices();
        return jdbc.sql("""
                        select name, role, version, started_at, heartbeat_at, stopped_at,
                          ended, ended_at, ends, starts_again_at,
                          extract(epoch from now() - heartbeat_at)::float8 as silence,
                          name in (select name from live_worker) as alive,
                          (select count(*) from scheduled_tasks t
                           where t.task_name = :export and t.picked and t.picked_by = worker.name) as exports
                        from worker where heartbeat_at >= now() - cast(:memory as interval)
                        order by stopped_at is not null, not name in (select name from live_worker), name
                        """)
                .param("export", ExportQueue.TASK)
                .param("memory", MEMORY.toString())
                .query((row, number) -> view(row, devices.getOrDefault(row.getString("name"), List.of())))
                .list();
    }

    /** Devices of workers that live. */
    public List<Processor> live() {
        return jdbc.sql("""
                        select d.processor, d.threads from worker_device d join live_worker w on w.name = d.worker
                        """).query(Processor.class).list();
    }

    /** Bytes that a run may have on the worker that has most for it, of those that live; empty where none says. */
    public OptionalLong mostMemory() {
        return jdbc.sql("""
                        select max(d.memory_bytes) from worker_device d join live_worker w on w.name = d.worker
                        having max(d.memory_bytes) is not null
                        """).query(Long.class).optional().stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    private Map<String, List<WorkerView.Device>> devices() {
        Map<String, List<WorkerView.Device>> devices = new LinkedHashMap<>();
        jdbc.sql("""
                        select d.worker, d.name, d.kind, d.processor, d.threads, d.memory_bytes, r.id as run, e.slug,
                          r.method, r.setting, r.seed, a.number, r.epoch, r.epochs, r.eta_seconds, a.run_id is not null as busy
                        from worker_device d
                        left join lateral (
                          select run_id, number from attempt
                          where worker = d.worker and device = d.name and state = 'OPEN'
                          order by started_at desc, id limit 1) a on true
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
                row.getBoolean("busy"),
                training(row));
    }

    private static WorkerView.@Nullable Training training(ResultSet row) throws SQLException {
        UUID run = Rows.uuid(row, "run");
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

    private static WorkerView view(ResultSet row, List<WorkerView.Device> devices) throws SQLException {
        Instant stopped = Rows.optionalInstant(row, "stopped_at");
        Instant startsAgain = Rows.optionalInstant(row, "starts_again_at");
        return new WorkerView(
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                row.getString("version"),
                startsAgain != null
                        ? WorkerView.State.RESTARTING
                        : stopped != null
                                ? WorkerView.State.STOPPED
                                : row.getBoolean("alive") ? WorkerView.State.ALIVE : WorkerView.State.SILENT,
                Rows.instant(row, "started_at"),
                Rows.instant(row, "heartbeat_at"),
                Math.max(0, (long) row.getDouble("silence")),
                stopped,
                row.getInt("ends") == 0
                        ? null
                        : new WorkerView.End(
                                row.getString("ended"), Rows.instant(row, "ended_at"), row.getInt("ends"), startsAgain),
                row.getInt("exports"),
                devices);
    }
}
