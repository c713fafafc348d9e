package io.bitgap.comparison.dashboard;

import static io.bitgap.run.RunState.COMPLETED;
import static io.bitgap.run.RunState.FAILED;
import static io.bitgap.run.RunState.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.bitgap.comparison.MigratedDatabase;
import io.bitgap.comparison.StoredOutcomes;
import io.bitgap.comparison.StoredRuns;
import io.bitgap.problem.Problem;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class DashboardChartsTests {
    private final JdbcClient jdbc = MigratedDatabase.jdbc();
    private final StoredOutcomes results = new StoredOutcomes(jdbc);
    private final GapCharts gaps = new GapCharts(jdbc, MigratedDatabase.published());
    private final TradeOffs tradeOffs = new TradeOffs(jdbc);
    private final HeatMaps heatMaps = new HeatMaps(jdbc);
    /** Every test has a network of its own: the database is shared. */
    private String network = "";

    @BeforeEach
    void nameTheNetwork() {
        network = "net-" + UUID.randomUUID();
    }

    @AfterEach
    void removeWhatWasCited() {
        jdbc.sql("delete from published where network = :network")
                .param("network", network)
                .update();
    }

    @Test
    void aPointIsTheMeanOverTheSeedsWithItsSpread() {
        StoredRuns stored = experiment("seeds");
        stored.baseline(1, COMPLETED, 0.92);
        stored.baseline(2, COMPLETED, 0.90);
        stored.run("pact", 4, 1, COMPLETED, 0.91);
        stored.run("pact", 4, 2, COMPLETED, 0.88);
        stored.run("pact", 2, 1, COMPLETED, 0.82);
        stored.run("pact", 2, 2, FAILED, null);

        GapChart chart = gaps.of(network, "cifar10", GapTo.FP32);

        assertThat(chart.settings()).containsExactly("4", "2");
        GapChart.Point four = chart.at("pact", "4").orElseThrow();
        assertThat(four.gap()).isCloseTo(0.015, within(1e-9));
        assertThat(four.std()).isCloseTo(0.00707, within(1e-5));
        assertThat(four.n()).isEqualTo(2);
        GapChart.Point two = chart.at("pact", "2").orElseThrow();
        assertThat(two.gap()).isCloseTo(0.10, within(1e-9));
        assertThat(two.std()).isNull();
        assertThat(chart.experiments()).extracting(CellSource::slug).containsExactly(stored.slug());
    }

    @Test
    void gapsToControlsAreOfTheRunsThatHaveOneAndNeverBesidePublishedOnes() {
        StoredRuns stored = experiment("controlled");
        stored.baseline(1, COMPLETED, 0.90);
        stored.run("dorefa", 4, 1, COMPLETED, 0.85);
        stored.control(1, COMPLETED, 0.94);
        stored.run("pact", 4, 1, COMPLETED, 0.91);

        GapChart chart = gaps.of(network, "cifar10", GapTo.CONTROL);

        assertThat(chart.methods()).containsExactly("pact");
        assertThat(chart.at("pact", "4").orElseThrow().gap()).isCloseTo(0.03, within(1e-9));
        assertThat(chart.anythingPublished()).isFalse();
        assertThat(gaps.of(network, "cifar10", GapTo.FP32).methods()).containsExactly("dorefa", "pact");
        DashboardChoice choice = new DashboardChoice(null, null, "4", "control");
        HeatMap heat = heatMaps.of(choice, List.of(new MeasuredPair(network, "cifar10", 1)))
                .orElseThrow();
        assertThat(heat.cells())
                .filteredOn(cell -> cell.network().equals(network))
                .singleElement()
                .satisfies(cell -> assertThat(cell.gap()).isCloseTo(0.03, within(1e-9)));
    }

    @Test
    void runsOfTwoExperimentsAreNotMixedTheNewestFinishedOneIsTakenForEachCell() {
        StoredRuns old = experiment("old");
        old.baseline(1, COMPLETED, 0.90);
        old.run("pact", 4, 1, COMPLETED, 0.80);
        old.run("pact", 3, 1, COMPLETED, 0.70);
        StoredRuns newer = experiment("newer");
        newer.baseline(1, COMPLETED, 0.90);
        newer.run("pact", 4, 1, COMPLETED, 0.89);
        results.newer(newer.experiment(), 1);
        StoredRuns unfinished = experiment("unfinished");
        unfinished.baseline(1, COMPLETED, 0.90);
        unfinished.run("pact", 4, 1, COMPLETED, 0.10);
        unfinished.run("pact", 3, 1, RUNNING, 0.20);
        results.newer(unfinished.experiment(), 2);

        GapChart chart = gaps.of(network, "cifar10", GapTo.FP32);

        assertThat(chart.at("pact", "4").orElseThrow())
                .returns(newer.slug(), GapChart.Point::experiment)
                .returns(1, GapChart.Point::n);
        assertThat(chart.at("pact", "3").orElseThrow().experiment()).isEqualTo(old.slug());
        assertThat(chart.experiments()).extracting(CellSource::name).containsExactly("newer", "old");
        assertThat(chart.number(old.slug())).isEqualTo(2);
    }

    @Test
    void whatOthersHavePublishedStandsBesideIt() {
        for (String values : List.of("'fp32', 32, 32, 0.916", "'pact', 4, 4, 0.913")) {
            jdbc.sql("""
                    insert into published (collection, dataset, network, method, weight_bits, activation_bits, top1, kind,
                                           source, added_by)
                    select 'c', 'cifar10', :network, v.*, 'paper', 'The paper', 'test' from (values (%s)) v
                    """.formatted(values)).param("network", network).update();
        }
        StoredRuns stored = experiment("published");
        stored.baseline(1, COMPLETED, 0.92);
        stored.run("pact", 4, 1, COMPLETED, 0.91);
        stored.run("my-pact", "pact", "pact", "3", 3, 3, 1, COMPLETED, 0.90);

        GapChart chart = gaps.of(network, "cifar10", GapTo.FP32);

        GapChart.Point four = chart.at("pact", "4").orElseThrow();
        assertThat(four.published()).isCloseTo(0.003, within(1e-9));
        assertThat(four.publishedSource()).contains("The paper");
        assertThat(chart.published("pact")).isTrue();
        assertThat(chart.published("my-pact")).isFalse();
    }

    @Test
    void costsAreThoseOfTheLastCheckpointAndTheFrontIsMarked() {
        StoredRuns stored = experiment("costs");
        UUID fp32 = stored.baseline(1, COMPLETED, 0.92);
        UUID four = stored.run("pact", 4, 1, COMPLETED, 0.91);
        UUID dorefa = stored.run("dorefa", 4, 1, COMPLETED, 0.88);
        UUID notExported = stored.run("qil", 4, 1, COMPLETED, 0.99);
        results.exported(fp32, 300_000, 10e9, "w", 20);
        results.exported(four, 40_000, 16e7, "w", 20);
        results.exported(dorefa, 41_000, 16e7, "w", 20);

        TradeOff costs = tradeOffs.of(network, "cifar10");

        assertThat(notExported).isNotNull();
        assertThat(costs.points()).extracting(TradeOff.Point::method).containsExactly("pact", "dorefa", "fp32");
        assertThat(costs.points()).extracting(TradeOff.Point::frontBySize).containsExactly(true, false, true);
        assertThat(costs.points().get(0).packedBytes()).isEqualTo(40_000);
        assertThat(costs.points().get(2).cell()).isEqualTo("fp32");
    }

    @Test
    void theHeatMapHasTheGapsOfAllNetworksAtOneSetting() {
        StoredRuns stored = experiment("heat");
        stored.baseline(1, COMPLETED, 0.92);
        stored.run("pact", 4, 1, COMPLETED, 0.91);
        stored.run("dorefa", 4, 1, COMPLETED, 0.80);
        stored.run("pact", 2, 1, COMPLETED, 0.50);
        MeasuredPair pair = new MeasuredPair(network, "cifar10", 1);

        HeatMap heat = heatMaps.of(new DashboardChoice(null, null, "4", (String) null), List.of(pair))
                .orElseThrow();

        HeatMap.Cell pact = heat.at(pair, "pact").orElseThrow();
        assertThat(pact.gap()).isCloseTo(0.01, within(1e-9));
        assertThat(heat.at(pair, "dorefa").orElseThrow().heat()).isEqualTo(5);
        assertThat(heat.at(pair, "qil")).isEmpty();
        assertThat(heat.settings()).extracting(HeatMap.Setting::setting).contains("4", "2");
        assertThat(heat.pairs()).containsExactly(pair);
    }

    @Test
    void aChoiceThatIsNoneIsRefusedWithAPointer() {
        assertThatThrownBy(() -> new DashboardChoice("resnet8", null, null, (String) null))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.errors().get(0).pointer()).isEqualTo("/dataset"));
        assertThatThrownBy(() -> new DashboardChoice(null, null, "nine", (String) null))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.errors().get(0).pointer()).isEqualTo("/setting"));
        assertThat(DashboardChoice.Bits.of("w32a8")).isEqualTo(new DashboardChoice.Bits(32, 8));
    }

    private StoredRuns experiment(String name) {
        return new StoredRuns(jdbc, name, network, "cifar10");
    }
}
