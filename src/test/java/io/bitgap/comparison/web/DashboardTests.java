package io.bitgap.comparison.web;

import static io.bitgap.run.RunState.COMPLETED;
import static io.bitgap.run.RunState.QUEUED;
import static io.bitgap.run.RunState.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import io.bitgap.WebRoleTest;
import io.bitgap.comparison.StoredOutcomes;
import io.bitgap.comparison.StoredRuns;
import java.util.List;
import java.util.UUID;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

@WebRoleTest
class DashboardTests {
    @Autowired
    MockMvc mvc;

    @Autowired
    JdbcClient jdbc;

    @Test
    void theSameNumbersAreOnThePageAndInTheJson() throws Exception {
        StoredOutcomes results = new StoredOutcomes(jdbc);
        String network = "net-" + UUID.randomUUID();
        StoredRuns stored = new StoredRuns(jdbc, "finished", network, "cifar10");
        UUID fp32 = stored.baseline(1, COMPLETED, 0.92);
        UUID four = stored.run("pact", 4, 1, COMPLETED, 0.90);
        stored.run("pact", 2, 1, COMPLETED, 0.85);
        results.exported(fp32, 300_000, 10e9, "w", 20);
        results.exported(four, 40_000, 16e7, "w", 20);
        String address = "/?network=" + network + "&dataset=cifar10&setting=4";

        Document page = Browse.page(mvc, address);
        DocumentContext json = JsonPath.parse(Browse.text(Browse.answer(mvc, address, "application/json")));

        assertThat(page.select("#gap-table thead th").eachText()).containsExactly("method", "4", "2");
        assertThat(page.select("#gap-table td[data-points]").eachAttr("data-points"))
                .containsExactly("2.00", "7.00");
        assertThat(json.<List<Double>>read("$.gap.points[*].gap")).hasSize(2);
        assertThat(json.read("$.gap.points[0].gap", Double.class)).isBetween(0.0199, 0.0201);
        assertThat(page.select("#costs-table tbody tr").eachAttr("data-size")).containsExactly("40.0", "300.0");
        assertThat(json.<List<Boolean>>read("$.tradeOff.points[*].frontBySize")).containsExactly(true, true);
        assertThat(page.select("#costs-table tbody td:containsOwn(★)")).hasSize(4);
        assertThat(page.select("#heat-table tr:has(th:contains(" + network + ")) td")
                        .eachText())
                .contains("2.00 n = 1");
        assertThat(json.<List<Double>>read("$.heatMap.cells[?(@.network=='" + network + "')].gap"))
                .hasSize(1);
        assertThat(page.select("canvas")).hasSize(3);
        for (String table : page.select("canvas").eachAttr("data-costs")) {
            assertThat(page.select("table#" + table)).hasSize(1);
        }
    }

    @Test
    void aDeviceThatTrainsNothingIsNamedAsIdle() throws Exception {
        String worker = "idle-" + UUID.randomUUID();
        jdbc.sql("""
                with w as (insert into worker (name, role, version, started_at, heartbeat_at) values (:worker, 'WORKER', '1', now(), now()))
                insert into worker_device (worker, position, name, kind, processor, threads) values (:worker, 0, 'cpu:0', 'CPU', 'a CPU', 2)
                """).param("worker", worker).update();
        new StoredRuns(jdbc, "over", "resnet8", "shapes10").baseline(1, COMPLETED, 0.9);

        assertThat(Browse.page(mvc, "/").expectFirst("#to-workers").text()).contains("cpu:0 of " + worker + ": idle");
        DocumentContext json = JsonPath.parse(Browse.text(Browse.answer(mvc, "/", "*/*")));
        assertThat(json.<List<Integer>>read("$.work.devices[?(@.worker=='" + worker + "')].runs"))
                .containsExactly(0);
        jdbc.sql("delete from worker where name = :worker")
                .param("worker", worker)
                .update();
    }

    @Test
    void whatTrainsAndWhatWaitsIsCountedAndNamed() throws Exception {
        StoredRuns stored = new StoredRuns(jdbc, "work in progress", "resnet8", "shapes10");
        UUID running = stored.baseline(1, RUNNING, 0.4);
        UUID queued = stored.baseline(2, QUEUED, null);
        jdbc.sql("update run set priority = 20000 where id = :id")
                .param("id", queued)
                .update();
        jdbc.sql("update run set started_at = '2000-01-01' where id = :id")
                .param("id", running)
                .update();

        Document page = Browse.page(mvc, "/");
        DocumentContext json = JsonPath.parse(Browse.text(Browse.answer(mvc, "/", "*/*")));

        assertThat(json.<Integer>read("$.work.running")).isPositive();
        assertThat(page.expectFirst("#to-queue").text())
                .isEqualTo(json.read("$.work.queued").toString());
        assertThat(json.<String>read("$.work.next[0].id")).isEqualTo(queued.toString());
        assertThat(json.<String>read("$.work.training[0].id")).isEqualTo(running.toString());
        assertThat(page.select("#now-" + running)).hasSize(1);
        assertThat(page.select("#next-" + queued)).hasSize(1);
        assertThat(page.select("main a[href=/queue], main a[href=/workers]")).hasSize(2);
        assertThat(page.select("[hx-trigger='every 4s']")).hasSize(1);
        jdbc.sql("update run set state = 'CANCELED', finished_at = now() where id in (:ids)")
                .param("ids", List.of(running, queued))
                .update();
    }

    @ParameterizedTest
    @CsvSource({
        "network=resnet8, 400, /dataset",
        "network=no-such-net&dataset=cifar10, 422, /network",
        "setting=nine, 400, /setting"
    })
    void aChoiceThatIsNoneIsRefused(String query, int status, String pointer) throws Exception {
        MockHttpServletResponse refused = Browse.answer(mvc, "/?" + query, "*/*");

        assertThat(refused.getStatus()).isEqualTo(status);
        assertThat(Browse.text(refused)).contains("\"pointer\":\"" + pointer + "\"");
    }
}
