package io.bitgap.comparison.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.bitgap.WebRoleTest;
import io.bitgap.comparison.StoredRuns;
import io.bitgap.experiment.web.ApiTest;
import io.bitgap.run.RunState;
import java.util.List;
import java.util.UUID;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A quantized run is compared with fp32 and with its control: fp32 that was trained on as it was. */
@WebRoleTest
class ControlTests extends ApiTest {
    private String experiment = "";
    private String control = "";
    private String quantized = "";

    @BeforeEach
    void anExperimentHasFinished() throws Exception {
        experiment =
                read(submit(with("""
                "seeds": [%d], "control": true, "name": "Controlled %s",
                "baseline": {"epochs": 3}, "recipe": {"epochs": 2, "quantizerLearningRate": 0.5}
                """.formatted(Math.abs(UUID.randomUUID().hashCode()), UUID.randomUUID()))), "$.slug");
        List<String> runs = read(ok(get("/experiments/" + experiment + "/runs")), "$.items[*].id");
        control = runs.get(1);
        quantized = runs.get(2);
        jdbc.sql("""
                update run set state = 'COMPLETED', started_at = now(), finished_at = now(), epoch = epochs,
                  last_top1 = case purpose when 'BASELINE' then 0.75 when 'CONTROL' then 0.875 else 0.8125 end
                where experiment_id = (select id from experiment where slug = :slug)
                """).param("slug", experiment).update();
    }

    @Test
    void theRunNamesItsControlAndSaysBothGaps() throws Exception {
        var run = ok(get("/runs/" + quantized));

        assertThat(this.<String>read(run, "$.control")).isEqualTo(control);
        assertThat(this.<Double>read(run, "$.gap")).isEqualTo(-0.0625);
        assertThat(this.<Double>read(run, "$.gapToControl")).isEqualTo(0.0625);
        assertThat(this.<Object>read(ok(get("/runs/" + control)), "$.control")).isNull();
        Document page = Browse.page(http, "/runs/" + quantized);
        assertThat(page.select("#gap dd").text()).isEqualTo("-6.25 pp");
        assertThat(page.select("#gap-to-control dd").text()).isEqualTo("6.25 pp");
        assertThat(page.select("#gap-to-control a").attr("href")).isEqualTo("/runs/" + control);
        assertThat(Browse.page(http, "/runs/" + control).select("h1").text()).startsWith("fp32, tuned, seed ");
    }

    @Test
    void listsAndComparisonsHaveTheGapToTheControl() throws Exception {
        assertThat(this.<List<String>>read(
                        ok(get("/runs?sort=-gapToControl&experiment=" + experiment)), "$.items[*].purpose"))
                .startsWith("quantized");
        assertThat(ok(get("/runs?format=csv&columns=method,gapToControl&experiment=" + experiment))
                        .getContentAsString()
                        .lines()
                        .map(line -> line.substring(line.indexOf(',') + 1)))
                .contains("method,gapToControl", "pact,0.0625", "\"fp32, tuned\",");
        var compared = ok(get("/compare?runs=" + control + "," + quantized));
        assertThat(this.<List<List<Double>>>read(compared, "$.results[?(@.name == 'gapToControl')].values"))
                .singleElement()
                .satisfies(values -> assertThat(values).containsExactly(null, 0.0625));
        assertThat(this.<List<String>>read(compared, "$.notices"))
                .as("a run and its control differ in nothing but the quantizers")
                .noneMatch(notice -> notice.contains("differ in recipe"));
    }

    @Test
    void theTableHasARowForTheControlAndAGapToIt() throws Exception {
        var table = ok(get("/experiments/" + experiment + "/table"));

        assertThat(this.<List<String>>read(table, "$.rows[*].label"))
                .containsExactly("fp32", "fp32, tuned", "4", "4 gap", "4 gap to control");
        assertThat(this.<List<String>>read(table, "$.rows[*].kind"))
                .containsExactly("fp32", "control", "top1", "gap", "gap-to-control");
        assertThat(this.<String>read(table, "$.rows[2].cells[0].control")).isEqualTo("fp32, tuned");
        assertThat(this.<Double>read(table, "$.rows[2].cells[0].gapToControl")).isCloseTo(0.0625, within(1e-12));
        assertThat(this.<String>read(table, "$.rows[2].cells[0].runs[0].control"))
                .isEqualTo(control);
        String path = "/experiments/" + experiment + "/table?format=";
        assertThat(ok(get(path + "markdown")).getContentAsString())
                .contains(
                        "| fp32, tuned | 87.50 % |",
                        "| 4 gap to control | 6.25 pp ? |", "gap to control: fp32 trained");
        assertThat(ok(get(path + "markdown&style=methods")).getContentAsString())
                .contains("| 4 | 81.25 %, gap -6.25 pp, to control 6.25 pp ? |");
        assertThat(ok(get(path + "latex")).getContentAsString())
                .contains("fp32, tuned & 87.50 \\% \\\\\n\\midrule\n4 & 81.25 \\% \\\\");
        assertThat(ok(get(path + "csv")).getContentAsString().lines().toList().get(3))
                .startsWith("4,4,4,0.8125,done,")
                .contains(",-0.0625,0.0625,\"fp32, tuned\",");
    }

    @Test
    void thePageShowsTheSameAndColoursEachGapByItself() throws Exception {
        Document page = Browse.page(http, "/experiments/" + experiment);

        assertThat(page.select(".comparison tbody th").eachText())
                .containsExactly("fp32", "fp32, tuned", "4", "gap", "gap to control");
        assertThat(page.select(".comparison tr.gap td.measured").eachAttr("class"))
                .satisfiesExactly(
                        toFp32 -> assertThat(toFp32).contains("near"),
                        toControl -> assertThat(toControl).contains("far"));
        assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
    }

    @Test
    void aControlThatLearnedNothingIsSaidWhereverItsGapIs() throws Exception {
        jdbc.sql("""
                update run set warnings = '[{"code": "chance", "message": "It guesses."}]' where id = cast(:id as uuid)
                """).param("id", control).update();

        assertThat(this.<List<String>>read(ok(get("/runs/" + quantized)), "$.warnings[*].code"))
                .containsExactly("control");
        assertThat(Browse.page(http, "/runs/" + quantized)
                        .select("#summary .warn a")
                        .attr("href"))
                .isEqualTo("/runs/" + control);
        assertThat(Browse.page(http, "/experiments/" + experiment)
                        .select(".comparison tr.gap td.measured")
                        .eachAttr("class"))
                .satisfiesExactly(
                        toFp32 -> assertThat(toFp32).contains("near"),
                        toControl -> assertThat(toControl).doesNotContain("far"));
    }

    @Test
    void experimentsThatDifferOnlyInTheirControlShareTheirCells() throws Exception {
        String seed = String.valueOf(Math.abs(UUID.randomUUID().hashCode()));
        String other = read(submit(with("""
                "seeds": [%s], "name": "Uncontrolled", "baseline": {"epochs": 3},
                "recipe": {"epochs": 2, "quantizerLearningRate": 0.5}
                """.formatted(seed))), "$.slug");

        var table = ok(get("/tables/measured?experiments=" + experiment + "," + other));

        assertThat(this.<List<String>>read(table, "$.rows[*].label"))
                .containsExactly("fp32", "fp32, tuned", "4", "4 gap", "4 gap to control");
        assertThat(this.<List<Object>>read(table, "$.rows[2].cells[0].runs")).hasSize(2);
        Object named = read(table, "$.rows[2].cells[0].control");
        assertThat(named).isNotNull();
        var turned = ok(get("/tables/measured?experiments=" + other + "," + experiment));
        assertThat(this.<Object>read(turned, "$.rows[2].cells[0].control")).isEqualTo(named);
        assertThat(this.<Double>read(turned, "$.rows[4].cells[0].gap"))
                .isEqualTo(this.<Double>read(table, "$.rows[4].cells[0].gap"));
    }

    @Test
    void besideAPublishedNumberThePageSaysWhetherTheRunHasItsOptions() throws Exception {
        StoredRuns stored = new StoredRuns(jdbc, "Beside the origin", "resnet20", "cifar10");
        stored.baseline(1, RunState.COMPLETED, 0.92);
        UUID exact = stored.run("google-int8", 4, 1, RunState.COMPLETED, 0.91);
        UUID other = stored.run("google-int8", 2, 1, RunState.COMPLETED, 0.70);
        jdbc.sql("""
                update run set ptq_top1 = 0.5, reproductions = jsonb_build_array(jsonb_build_object(
                  'source', 'mx_quant_op README',
                  'differs', case when id = :other then '["3 epochs"]' else '[]' end::jsonb)) where id in (:exact, :other)
                """).param("exact", exact).param("other", other).update();

        Document page = Browse.page(http, "/experiments/" + stored.slug());

        assertThat(page.select("td.measured .reproduces")).hasSize(1);
        assertThat(page.select("td.published .ours").eachText()).containsExactly("ours -0.40 pp");
        assertThat(page.select("td.published .other-options").eachText())
                .containsExactly("not the published options: 3 epochs");
        assertThat(page.select("td.measured .ptq").eachText()).containsExactly("PTQ 50.00 %", "PTQ 50.00 %");
        assertThat(Browse.page(http, "/runs/" + exact).select("#reproduces").text())
                .contains("those of mx_quant_op README");
        assertThat(Browse.page(http, "/runs/" + exact).select("#ptq dd").text()).isEqualTo("50.00 %");
        assertThat(Browse.page(http, "/runs/" + other).select("#reproduces")).isEmpty();
        assertThat(this.<List<String>>read(ok(get("/runs/" + exact)), "$.reproduces"))
                .containsExactly("mx_quant_op README");
        assertThat(this.<Double>read(ok(get("/runs/" + exact)), "$.metrics.ptq"))
                .isEqualTo(0.5);
    }

    @Test
    void aGapThatCannotBeToldFromNothingSaysSoBesideItsIntervalAndHasNoColour() throws Exception {
        StoredRuns stored = new StoredRuns(jdbc, "How sure", "resnet8", "shapes10");
        double[] tuned = {0.92, 0.92, 0.92};
        double[] pact = {0.93, 0.90, 0.915};
        double[] dorefa = {0.90, 0.901, 0.899};
        for (int seed = 0; seed < tuned.length; seed++) {
            stored.baseline(seed, RunState.COMPLETED, 0.90);
            stored.control(seed, RunState.COMPLETED, tuned[seed]);
            stored.run("pact", 4, seed, RunState.COMPLETED, pact[seed]);
            stored.run("dorefa", 4, seed, RunState.COMPLETED, dorefa[seed]);
        }

        Document page = Browse.page(http, "/experiments/" + stored.slug());

        assertThat(page.select(".comparison tr.gap .interval").eachText())
                .containsExactly("[-3.23, 4.23]", "[1.75, 2.25]");
        assertThat(page.select("td.measured .verdict").eachText()).containsExactly("not distinguishable");
        assertThat(page.select("td.measured:has(.verdict)").attr("class"))
                .doesNotContain("near", "some", "wide", "far");
        assertThat(page.select("tr.top1 td.measured").eachAttr("class"))
                .satisfiesExactly(
                        undecided -> assertThat(undecided.strip()).isEqualTo("measured done"),
                        worse -> assertThat(worse).contains("near"));
        assertThat(page.select("#table-notes").text()).contains("≈ not distinguishable, at the level 0.05");
        assertThat(Browse.page(http, "/tables/measured?style=methods&experiments=" + stored.slug())
                        .select("tr.top1 .interval, tr.top1 .verdict")
                        .eachText())
                .containsExactly("[-3.23, 4.23]", "not distinguishable", "[1.75, 2.25]");
        assertThat(this.<String>read(
                        ok(get("/experiments/" + stored.slug() + "/table")), "$.rows[2].cells[1].comparison.verdict"))
                .isEqualTo("worse");
    }

    @Test
    void aControlIsRunAgainWithWhatItStartsFromAndNothingElse() throws Exception {
        String again = read(answer(post("/runs/" + control + "/again")), "$.id");

        String slug = read(ok(get("/runs/" + again)), "$.experiment");
        assertThat(this.<List<String>>read(ok(get("/experiments/" + slug + "/runs")), "$.items[*].method"))
                .containsExactly("fp32", "fp32, tuned");
        String third = read(answer(post("/runs/" + again + "/again")), "$.id");
        assertThat(this.<String>read(ok(get("/runs/" + third)), "$.method")).isEqualTo("fp32, tuned");
        String alone = read(answer(post("/runs/" + quantized + "/again")), "$.experiment");
        assertThat(this.<List<String>>read(ok(get("/experiments/" + alone + "/runs")), "$.items[*].method"))
                .containsExactly("fp32", "pact");
    }
}
