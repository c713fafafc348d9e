package io.bitgap.comparison;

import io.bitgap.comparison.MeasuredCell.CellKey;
import io.bitgap.quantizer.QuantizerPair;
import io.bitgap.run.Reproductions;
import io.bitgap.run.RunPurpose;
import io.bitgap.run.RunState;
import io.bitgap.run.Warnings;
import io.bitgap.training.Replacement;
import io.bitgap.training.ResultWarning;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads the cells of experiments with their statistics in one statement. */
@Repository
class MeasuredCells {
    private static final TypeReference<List<Replacement>> REPLACED = new TypeReference<>() {};
    private static final TypeReference<List<String>> NOTES = new TypeReference<>() {};

    private static final Set<String> OF_GAPS = Set.of(Warnings.BASELINE, Warnings.CONTROL);

    private final JdbcClient jdbc;

    MeasuredCells(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * In the order of the experiments and of each one's spec. Runs go into one cell if nothing but their seed and their
     * experiment differs: same terms, same method, same recipe. Of runs with the same seed the newest that has completed counts, for
     * it is no other measurement; one with a control before those without.
     *
     * @param terms of each experiment, a number
     */
    List<MeasuredCell> of(List<UUID> experiments, List<Integer> terms, MeasuredValue value) {
        List<Row> rows = jdbc.sql("""
                with asked as (
                  select a.id, a.terms, a.place, e.network, e.dataset, e.spec
                  from unnest(cast(:ids as uuid[]), cast(:terms as int[])) with ordinality as a (id, terms, place)
                  join experiment e on e.id = a.id
                ), form as (
                  select asked.id, method ->> 'label' as method, method -> 'bits' as bits,
                         md5((method - 'bits')::text) as form
                  from asked cross join lateral jsonb_array_elements(asked.spec -> 'methods') method
                ), measured as (
                  select run.id, run.experiment_id, run.position, run.method, run.setting, run.weight_bits,
                         run.activation_bits, run.seed, run.state, run.epoch, run.epochs, run.step, run.steps,
                         run.result_warnings, run.eta_seconds, run.created_at, asked.terms, asked.place, asked.network, asked.dataset,
                         run.purpose, run.ptq_top1, run.baseline_id,
                         -- a control that ended without a result is none
                         case when control.state not in ('FAILED', 'CANCELED') then run.control_id end as control_id,
                         md5((of_control.plan -> 'recipe')::text) as control,
                         case when run.purpose = 'CONTROL' then '' else run.method end as family,
                         case when run.purpose = 'CONTROL' then md5((p.plan -> 'recipe')::text)
                              else coalesce(form.form, '') end as form,
                         -- what a recipe's name stood for; and the chain of a run that does not start from its baseline
                         case when run.purpose <> 'QUANTIZED' then ''
                              else md5(concat(p.plan -> 'recipe',
                                              case when run.parent_id <> run.baseline_id
                                                   then coalesce(form.bits, asked.spec -> 'bits') end)) end as conditions,
                         p.plan #>> '{method,weights,quantizer}' as weight_quantizer,
                         p.plan #>> '{method,activations,quantizer}' as activation_quantizer,
                         run.reproductions, p.replaced, p.notes,
                         case when :epoch > 0 and run.purpose = 'QUANTIZED'
                              then (select m.value from metric m
                                    where m.run_id = run.id and m.name = 'test/top1' and m.epoch = :epoch limit 1)
                              when :best then run.best_top1 else run.last_top1 end as top1,
                         case when :best then run.baseline_best_top1 else run.baseline_last_top1 end as baseline_top1,
                         case when :best then run.control_best_top1 else run.control_last_top1 end as control_top1
                  from asked
                  join run_result run on run.experiment_id = asked.id
                  join run_plan p on p.hash = run.plan_hash
                  left join run control on control.id = run.control_id
                  left join run_plan of_control on of_control.hash = control.plan_hash
                  left join form on form.id = asked.id and form.method = run.method
                ), r as (
                  select distinct on (network, dataset, terms, family, form, conditions, weight_bits, activation_bits, seed)
                         *, baseline_top1 - top1 as gap, control_top1 - top1 as gap_to_control
                  from measured
                  order by network, dataset, terms, family, form, conditions, weight_bits, activation_bits, seed,
                           state <> 'COMPLETED', control_id is null, created_at desc, id desc
                )
                select r.id, r.method, r.setting, r.weight_bits, r.activation_bits, r.seed, r.state,
                       r.experiment_id, r.network, r.dataset, r.terms, r.form, r.conditions, r.top1, r.epoch, r.epochs,
                       r.result_warnings, r.purpose, r.ptq_top1, r.baseline_id, r.control_id, r.control,
                       case when r.state = 'COMPLETED' then 1
                            else least(1, (r.epoch + coalesce(r.step::float8 / nullif(r.steps, 0), 0))
                                          / greatest(r.epochs, 1))
                       end as done,
                       case when r.state = 'RUNNING' then r.eta_seconds end as eta_seconds,
                       r.weight_quantizer, r.activation_quantizer, r.reproductions, r.replaced, r.notes, r.gap,
                       r.gap_to_control,
                       count(r.top1) filter (where r.state = 'COMPLETED') over cell as n,
                       avg(r.top1) filter (where r.state = 'COMPLETED') over cell as mean,
                       stddev_samp(r.top1) filter (where r.state = 'COMPLETED') over cell as std,
                       min(r.top1) filter (where r.state = 'COMPLETED') over cell as min,
                       max(r.top1) filter (where r.state = 'COMPLETED') over cell as max,
                       count(r.gap) over cell as gap_n,
                       avg(r.gap) over cell as gap_mean,
                       stddev_samp(r.gap) over cell as gap_std,
                       min(r.gap) over cell as gap_min,
                       max(r.gap) over cell as gap_max,
                       count(r.gap_to_control) over cell as control_n,
                       avg(r.gap_to_control) over cell as control_mean,
                       stddev_samp(r.gap_to_control) over cell as control_std,
                       min(r.gap_to_control) over cell as control_min,
                       max(r.gap_to_control) over cell as control_max
                from r
                window cell as (partition by r.network, r.dataset, r.terms, r.family, r.form, r.conditions,
                                             r.weight_bits, r.activation_bits)
                order by r.place, r.position
                """)
                .param("ids", experiments.toArray(UUID[]::new))
                .param("terms", terms.toArray(Integer[]::new))
                .param("best", value.best())
                .param("epoch", value.epoch())
                .query((row, number) -> Row.of(row, value))
                .list();
        MethodVariants forms = new MethodVariants();
        rows.forEach(row -> forms.met(row.owner(), row.cell().setting(), row.conditions()));
        Map<Key, List<Row>> cells = new LinkedHashMap<>();
        for (Row row : rows) {
            MeasuredCell cell = row.cell();
            Key key = new Key(cell.key(), cell.family(), forms.of(row.owner()), cell.setting());
            cells.computeIfAbsent(key, any -> new ArrayList<>()).add(row);
        }
        return cells.entrySet().stream()
                .map(cell -> cell(cell.getKey(), cell.getValue()))
                .toList();
    }

    private static MeasuredCell cell(Key key, List<Row> rows) {
        MeasuredCell cell = rows.get(0).cell();
        return new MeasuredCell(
                cell.key(),
                cell.purpose(),
                cell.method(),
                key.form(),
                rows.stream()
                        .map(row -> row.cell().control())
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null),
                cell.publishedAs(),
                cell.reproductions(),
                cell.replaced(),
                cell.notes(),
                cell.setting(),
                cell.weightBits(),
                cell.activationBits(),
                cell.top1(),
                cell.gap(),
                cell.gapToControl(),
                rows.stream().map(Row::run).toList());
    }

    private record Key(CellKey key, String family, String form, String setting) {}

    /** A run with the statistics of its cell. */
    private record Row(MeasuredCell cell, UUID experiment, String conditions, CellRun run) {
        MethodVariants.Owner owner() {
            return new MethodVariants.Owner(cell.key(), cell.family(), cell.form(), experiment);
        }

        static Row of(ResultSet row, MeasuredValue value) throws SQLException {
            CellRun run = new CellRun(
                    row.getObject("id", UUID.class),
                    row.getLong("seed"),
                    RunState.valueOf(row.getString("state")),
                    row.getObject("top1", Double.class),
                    row.getObject("ptq_top1", Double.class),
                    row.getObject("baseline_id", UUID.class),
                    row.getObject("gap", Double.class),
                    row.getObject("control_id", UUID.class),
                    row.getObject("gap_to_control", Double.class),
                    row.getInt("epoch"),
                    row.getInt("epochs"),
                    row.getDouble("done"),
                    row.getObject("eta_seconds", Double.class),
                    warnings(row, value));
            MeasuredCell cell = new MeasuredCell(
                    new CellKey(row.getString("network"), row.getString("dataset"), row.getInt("terms")),
                    RunPurpose.valueOf(row.getString("purpose")),
                    row.getString("method"),
                    row.getString("form"),
                    row.getString("control"),
                    publishedAs(row),
                    Reproductions.of(row.getString("reproductions")),
                    json(row, "replaced", REPLACED),
                    json(row, "notes", NOTES),
                    row.getString("setting"),
                    row.getInt("weight_bits"),
                    row.getInt("activation_bits"),
                    spread(row, ""),
                    spread(row, "gap_"),
                    spread(row, "control_"),
                    List.of());
            return new Row(cell, row.getObject("experiment_id", UUID.class), row.getString("conditions"), run);
        }

        private static <T> List<T> json(ResultSet row, String column, TypeReference<List<T>> type) throws SQLException {
            String text = row.getString(column);
            return text == null ? List.of() : JsonMapper.shared().readValue(text, type);
        }

        /** A run's own warnings are of its last epoch; that its fp32 run or its control has some concerns every gap. */
        private static List<ResultWarning> warnings(ResultSet row, MeasuredValue value) throws SQLException {
            return Warnings.of(row.getString("result_warnings")).stream()
                    .filter(warning -> value.equals(MeasuredValue.LAST) || OF_GAPS.contains(warning.code()))
                    .toList();
        }

        private static Spread spread(ResultSet row, String prefix) throws SQLException {
            return new Spread(
                    row.getInt(prefix + "n"),
                    row.getObject(prefix + "mean", Double.class),
                    row.getObject(prefix + "std", Double.class),
                    row.getObject(prefix + "min", Double.class),
                    row.getObject(prefix + "max", Double.class));
        }

        private static @Nullable String publishedAs(ResultSet row) throws SQLException {
            String weights = row.getString("weight_quantizer");
            String activations = row.getString("activation_quantizer");
            return weights == null || activations == null ? null : new QuantizerPair(weights, activations).name();
        }
    }
}
