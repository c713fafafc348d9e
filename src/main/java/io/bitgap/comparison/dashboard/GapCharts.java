package io.bitgap.comparison.dashboard;

import io.bitgap.comparison.ComparisonTable.Column;
import io.bitgap.comparison.PublishedNumbers;
import io.bitgap.comparison.ReportedResult;
import io.bitgap.comparison.ReportedResults;
import io.bitgap.quantizer.QuantizerPair;
import io.bitgap.training.BitWidths;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the gaps of one network on one data set: one statement, and one for what was published. */
@Repository
class GapCharts {
    private final JdbcClient jdbc;
    private final PublishedNumbers published;

    GapCharts(JdbcClient jdbc, PublishedNumbers published) {
        this.jdbc = jdbc;
        this.published = published;
    }

    GapChart of(String network, String dataset, GapTo to) {
        ReportedResults results = new ReportedResults(published.of(network, dataset));
        List<GapChart.Point> points = new ArrayList<>();
        List<CellSource> sources = new ArrayList<>();
        jdbc.sql("with " + FinishedCells.FINISHED + """
                , cell as (
                  select f.id, f.created_at, f.images, r.method, r.weight_bits, r.activation_bits,
                         (array_agg(r.id order by r.seed))[1] as example, count(*) as n,
                         avg(r.shown_gap) as gap, stddev_samp(r.shown_gap) as std
                  from finished f
                """ + to.runs() + """
                  where f.network = :network and f.dataset = :dataset
                  group by f.id, f.created_at, f.images, r.method, r.weight_bits, r.activation_bits
                ), chosen as (
                  select distinct on (method, weight_bits, activation_bits) *
                  from cell order by method, weight_bits, activation_bits, images desc, created_at desc, id desc
                )
                select n.method, n.weight_bits, n.activation_bits, n.n, n.gap, n.std,
                       p.plan #>> '{method,weights,quantizer}' as weight_quantizer,
                       p.plan #>> '{method,activations,quantizer}' as activation_quantizer,
                """ + CellSource.COLUMNS + """
                from chosen n join experiment e on e.id = n.id join run r on r.id = n.example
                join run_plan p on p.hash = r.plan_hash
                order by n.weight_bits + n.activation_bits desc, n.weight_bits desc, n.method
                """)
                .param("network", network)
                .param("dataset", dataset)
                .query(row -> {
                    CellSource source = CellSource.of(row);
                    ReportedResult result = to == GapTo.FP32
                            ? results.of(
                                    Column.published(
                                            new QuantizerPair(
                                                            row.getString("weight_quantizer"),
                                                            row.getString("activation_quantizer"))
                                                    .name(),
                                            network,
                                            dataset),
                                    row.getInt("weight_bits"),
                                    row.getInt("activation_bits"))
                            : ReportedResult.NONE;
                    ReportedResult published = result.all().stream()
                            .filter(one -> one.gap() != null)
                            .findFirst()
                            .orElse(null);
                    sources.add(source);
                    points.add(new GapChart.Point(
                            row.getString("method"),
                            new BitWidths(row.getInt("weight_bits"), row.getInt("activation_bits")).label(),
                            row.getInt("weight_bits"),
                            row.getInt("activation_bits"),
                            row.getDouble("gap"),
                            row.getObject("std", Double.class),
                            row.getInt("n"),
                            published == null ? null : published.gap(),
                            published == null ? null : published.cited(),
                            source.slug()));
                });
        return new GapChart(
                network,
                dataset,
                to,
                points,
                ChartFootnotes.experiments(sources),
                published.standIn(network, dataset).orElse(null));
    }
}
