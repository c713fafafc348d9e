package io.bitgap.comparison;

import io.bitgap.experiment.ExperimentState;
import io.bitgap.experiment.ExperimentView;
import io.bitgap.run.RunState;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Writes an experiment and its runs as rows, in the order of the calls. */
public final class StoredRuns {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    private final JdbcClient jdbc;
    private final UUID experiment = UUID.randomUUID();
    private final String name;
    private final String network;
    private final String dataset;
    private final Map<String, Object> more = new HashMap<>();
    private final Map<Long, UUID> baselines = new HashMap<>();
    private final Map<Long, UUID> controls = new HashMap<>();
    private int position;

    public StoredRuns(JdbcClient jdbc, String name, String network, String dataset) {
        this.jdbc = jdbc;
        this.name = name;
        this.network = network;
        this.dataset = dataset;
        jdbc.sql("""
                insert into experiment (id, slug, name, spec, created_by, created_at)
                values (:id, :slug, :name,
                        jsonb_build_object('name', cast(:name as text), 'network', cast(:network as text),
                            'dataset', cast(:dataset as text), 'levelConvention', 'bits'),
                        'somebody', :at)
                """)
                .param("id", experiment)
                .param("slug", slug())
                .param("name", name)
                .param("network", network)
                .param("dataset", dataset)
                .param("at", START.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Puts a field into its spec, e.g. a recipe. */
    public StoredRuns with(String field, Object value) {
        more.put(field, value);
        jdbc.sql("update experiment set spec = spec || cast(:more as jsonb) where id = :id")
                .param("more", JsonMapper.shared().writeValueAsString(more))
                .param("id", experiment)
                .update();
        return this;
    }

    private Map<String, Object> spec() {
        Map<String, Object> spec = new HashMap<>(more);
        spec.putAll(Map.of("network", network, "dataset", dataset, "levelConvention", "bits"));
        return spec;
    }

    public String slug() {
        return "experiment-" + experiment;
    }

    public UUID experiment() {
        return experiment;
    }

    public ExperimentView view() {
        return new ExperimentView(
                experiment,
                slug(),
                name,
                spec(),
                "hash",
                ExperimentState.RUNNING,
                List.of("cancel"),
                new ExperimentView.Completion(0, 0, 0, 0, position),
                START,
                "somebody",
                null,
                "everyone");
    }

    public UUID baseline(long seed, RunState state, @Nullable Double top1) {
        UUID id = insert("fp32", "fp32", 32, 32, seed, state, top1, "{\"method\": null}");
        baselines.put(seed, id);
        return id;
    }

    /** The control of the runs of that seed that follow. */
    public UUID control(long seed, RunState state, @Nullable Double top1) {
        UUID id = insert(
                "fp32, tuned", "fp32", 32, 32, seed, state, top1, "{\"method\": null, \"recipe\": {\"epochs\": 4}}");
        controls.put(seed, id);
        return id;
    }

    public UUID run(String method, int bits, long seed, RunState state, @Nullable Double top1) {
        return run(method, method, method, String.valueOf(bits), bits, bits, seed, state, top1);
    }

    public UUID run(
            String label,
            String weights,
            String activations,
            String setting,
            int weightBits,
            int activationBits,
            long seed,
            RunState state,
            @Nullable Double top1) {
        String plan = """
                {"method": {"weights": {"quantizer": "%s", "options": {}},
                            "activations": {"quantizer": "%s", "options": {}}}}
                """.formatted(weights, activations);
        return insert(label, setting, weightBits, activationBits, seed, state, top1, plan);
    }

    private UUID insert(
            String method,
            String setting,
            int weightBits,
            int activationBits,
            long seed,
            RunState state,
            @Nullable Double top1,
            String plan) {
        UUID id = UUID.randomUUID();
        boolean begun = top1 != null || state == RunState.RUNNING;
        jdbc.sql("""
                with p as (
                  insert into run_plan (hash, plan) values (md5(:plan), cast(:plan as jsonb)) on conflict do nothing)
                insert into run (id, experiment_id, position, baseline_id, parent_id, control_id, method, setting, weight_bits, activation_bits,
                                 seed, plan_hash, state, epoch, epochs, step, steps, eta_seconds, priority, max_attempts, version, last_top1,
                                 best_top1, created_at, queued_at, started_at, finished_at)
                values (:id, :experiment, :position, :baseline, :parent, :control, :method, :setting, :weightBits, :activationBits,
                        :seed, md5(:plan), :state, :epoch, 4, 0, 10, :eta, 0, 3, 0, :top1,
                        :top1, :at, :at, cast(:started as timestamptz), cast(:finished as timestamptz))
                """)
                .param("id", id)
                .param("experiment", experiment)
                .param("position", position++)
                .param("baseline", method.equals("fp32") ? null : baselines.get(seed))
                .param("parent", method.equals("fp32") ? null : baselines.get(seed))
                .param("control", weightBits == 32 ? null : controls.get(seed))
                .param("method", method)
                .param("setting", setting)
                .param("weightBits", weightBits)
                .param("activationBits", activationBits)
                .param("seed", seed)
                .param("plan", plan)
                .param("state", state.name())
                .param("epoch", state == RunState.COMPLETED ? 4 : state == RunState.RUNNING ? 1 : 0)
                .param("eta", state == RunState.RUNNING ? 30.0 : null)
                .param("top1", top1)
                .param("at", START.atOffset(ZoneOffset.UTC))
                .param("started", begun ? START.plusSeconds(1).atOffset(ZoneOffset.UTC) : null)
                .param("finished", state.terminal() ? START.plusSeconds(41).atOffset(ZoneOffset.UTC) : null)
                .update();
        return id;
    }
}
