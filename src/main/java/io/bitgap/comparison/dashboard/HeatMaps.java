package io.bitgap.comparison.dashboard;

import io.bitgap.training.BitWidths;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the gaps at one setting: one statement for the cells, one for the settings that there are. */
@Repository
class HeatMaps {
    private static final int MAX_ROWS = 30;
    private final JdbcClient jdbc;

    HeatMaps(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param choice whose setting may be null: the one with the most runs
     * @param pairs the rows, in their order
     */
    Optional<HeatMap> of(DashboardChoice choice, List<MeasuredPair> pairs) {
        List<HeatMap.Setting> settings = settings(choice.gapTo());
        Optional<String> setting = Optional.ofNullable(choice.setting())
                .or(() -> settings.stream().map(HeatMap.Setting::setting).findFirst());
        return setting.map(shown -> {
            List<HeatMap.Cell> cells = cells(shown, choice.gapTo());
            List<MeasuredPair> measured = pairs.stream()
                    .filter(pair -> cells.stream().anyMatch(cell -> pair.matches(cell.network(), cell.dataset())))
                    .toList();
            int rows = Math.min(MAX_ROWS, measured.size());
            return new HeatMap(
                    shown, choice.gapTo(), settings, cells, measured.subList(0, rows), measured.size() - rows);
        });
    }

    private List<HeatMap.Setting> settings(GapTo to) {
        return jdbc.sql("with " + FinishedCells.FINISHED + """
                select r.weight_bits, r.activation_bits, count(*) as runs
                from finished f
                """ + to.runs() + """
                group by r.weight_bits, r.activation_bits
                order by runs desc, r.weight_bits + r.activation_bits desc, r.weight_bits desc
                """)
                .query((row, number) -> new HeatMap.Setting(
                        new BitWidths(row.getInt("weight_bits"), row.getInt("activation_bits")).label(),
                        row.getInt("runs")))
                .list();
    }

    private List<HeatMap.Cell> cells(String setting, GapTo to) {
        DashboardChoice.Bits bits = DashboardChoice.Bits.of(setting);
        return jdbc.sql("with " + FinishedCells.FINISHED + """
                , cell as (
                  select f.id, f.created_at, f.images, f.network, f.dataset, r.method, count(*) as n,
                         avg(r.shown_gap) as gap
                  from finished f
                """ + to.runs() + """
                  where r.weight_bits = :weightBits and r.activation_bits = :activationBits
                  group by f.id, f.created_at, f.images, f.network, f.dataset, r.method
                ), chosen as (
                  select distinct on (network, dataset, method) *
                  from cell order by network, dataset, method, images desc, created_at desc, id desc
                )
                select n.network, n.dataset, n.method, n.gap, n.n, e.slug as experiment
                from chosen n join experiment e on e.id = n.id
                order by n.network, n.dataset, n.method
                """)
                .param("weightBits", bits.weights())
                .param("activationBits", bits.activations())
                .query(HeatMap.Cell.class)
                .list();
    }
}
