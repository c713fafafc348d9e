package io.bitgap.comparison.dashboard;

import io.bitgap.experiment.Experiments;
import io.bitgap.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Assembles the dashboard with a fixed number of statements. */
@Service
public class Dashboards {
    private static final int LATEST = 8;
    private final Experiments experiments;
    private final RecentRuns runs;
    private final ActivitySummary work;
    private final Charts charts;
    private final JdbcClient jdbc;

    Dashboards(Experiments experiments, RecentRuns runs, ActivitySummary work, Charts charts, JdbcClient jdbc) {
        this.experiments = experiments;
        this.runs = runs;
        this.work = work;
        this.charts = charts;
        this.jdbc = jdbc;
    }

    /** @throws Problem (422) for a network on a data set that no finished experiment has */
    public Dashboard of(DashboardChoice choice) {
        List<MeasuredPair> pairs = pairs();
        @Nullable MeasuredPair shown = chosen(choice, pairs);
        return new Dashboard(
                work.now(),
                experiments.latest(LATEST),
                runs.finished(LATEST),
                pairs,
                shown == null ? null : charts.gaps.of(shown.network(), shown.dataset(), choice.gapTo()),
                shown == null ? null : charts.tradeOffs.of(shown.network(), shown.dataset()),
                charts.heatMaps.of(choice, pairs).orElse(null));
    }

    private static @Nullable MeasuredPair chosen(DashboardChoice choice, List<MeasuredPair> pairs) {
        String network = choice.network();
        String dataset = choice.dataset();
        if (network == null || dataset == null) {
            return pairs.isEmpty() ? null : pairs.get(0);
        }
        return pairs.stream()
                .filter(pair -> pair.matches(network, dataset))
                .findFirst()
                .orElseThrow(() -> Problem.at(
                        Problem.Kind.UNPROCESSABLE,
                        "/network",
                        "nothing-measured",
                        "No experiment with " + network + " on " + dataset
                                + " has finished; the dashboard without network and dataset lists those that have."));
    }

    private List<MeasuredPair> pairs() {
        return jdbc.sql("with " + FinishedCells.FINISHED + """
                select network, dataset, count(*) as experiments from finished f
                where exists (select from run r where r.experiment_id = f.id and r.state = 'COMPLETED'
                              and r.last_top1 is not null)
                group by network, dataset order by max(created_at) desc, network, dataset
                """)
                .query(MeasuredPair.class)
                .list();
    }
}
