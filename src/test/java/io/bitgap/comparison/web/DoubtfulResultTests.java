package io.bitgap.comparison.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.bitgap.WebRoleTest;
import io.bitgap.experiment.web.ApiTest;
import java.util.List;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;

/** A baseline that learned nothing is no success: wherever its result or a gap to it is read, that is said. */
@WebRoleTest
class DoubtfulResultTests extends ApiTest {
    private static final String WHY = "Top-1 of 10.00 % is chance. Try a lower learning rate.";

    private String spec = "";
    private String experiment = "";
    private String baseline = "";
    private String quantized = "";

    @BeforeEach
    void aBaselineLearnsNothing() throws Exception {
        spec = with("""
                "methods": ["pact"], "seeds": [%d], "name": "Doubtful %s"
                """.formatted(Math.abs(UUID.randomUUID().hashCode()), UUID.randomUUID()));
        experiment = read(submit(spec), "$.slug");
        List<String> runs = read(ok(get("/experiments/" + experiment + "/runs")), "$.items[*].id");
        baseline = runs.get(0);
        quantized = runs.get(1);
        jdbc.sql("""
                update run set state = 'COMPLETED', started_at = now(), finished_at = now(), epoch = epochs, last_top1 = 0.1,
                  warnings = case when id = cast(:baseline as uuid)
                    then jsonb_build_array(jsonb_build_object('code', 'chance', 'message', cast(:why as text))) else '[]' end
                where id in (cast(:quantized as uuid), cast(:baseline as uuid))
                """)
                .param("baseline", baseline)
                .param("quantized", quantized)
                .param("why", WHY)
                .update();
    }

    @Test
    void theRunsSaySo() throws Exception {
        assertThat(this.<List<String>>read(ok(get("/runs/" + baseline)), "$.warnings[*].message"))
                .containsExactly(WHY);
        assertThat(this.<List<String>>read(ok(get("/runs/" + quantized)), "$.warnings[*].code"))
                .containsExactly("baseline");
        assertThat(this.<List<String>>read(
                        ok(get("/experiments/" + experiment + "/runs")), "$.items[*].warnings[*].code"))
                .containsExactly("chance", "baseline");
        assertThat(Browse.page(http, "/runs/" + baseline)
                        .select("#summary .warn")
                        .text())
                .contains(WHY);
        assertThat(Browse.page(http, "/runs/" + quantized)
                        .select("#summary .warn")
                        .text())
                .contains("the gap to it says nothing");
        assertThat(Browse.page(http, "/runs?experiment=" + experiment + "&columns=method,top1,warnings")
                        .select("tbody")
                        .text())
                .contains("10.00 % ⚠ chance");
    }

    @Test
    void theTableSaysSoInTheCellAndBelow() throws Exception {
        Document page = Browse.page(http, "/experiments/" + experiment);
        assertThat(page.select("tr.fp32 td.measured .doubtful")).hasSize(1);
        assertThat(page.select("tr.top1 td.measured .doubtful")).hasSize(1);
        assertThat(page.select("tr.top1 td.measured, tr.gap td.measured").eachAttr("class"))
                .allSatisfy(words -> assertThat(words).doesNotContain("near"));
        assertThat(page.text()).contains("seed").contains(WHY);
        String markdown =
                ok(get("/experiments/" + experiment + "/table?format=markdown")).getContentAsString();
        assertThat(markdown).contains("10.00 % ⚠").contains("- ⚠ fp32, seed ").contains(WHY);
        assertThat(this.<List<String>>read(
                        ok(get("/experiments/" + experiment + "/table")),
                        "$.rows[0].cells[0].runs[0].warnings[*].code"))
                .containsExactly("chance");
    }

    @Test
    void everyFormOfATableSaysSoAndOnlyOfTheEpochThatItIsTrueOf() throws Exception {
        String table = "/experiments/" + experiment + "/table?format=";
        assertThat(ok(get(table + "csv")).getContentAsString().lines().toList().get(1))
                .startsWith("fp32,32,32,0.1,done,")
                .endsWith(",chance");
        assertThat(ok(get(table + "latex")).getContentAsString())
                .startsWith("% needs")
                .contains("\\textbf{!} fp32, seed ");
        assertThat(this.<List<String>>read(
                        ok(get(table + "json&value=best")), "$.rows[0].cells[0].runs[0].warnings[*].code"))
                .isEmpty();
        assertThat(this.<List<String>>read(
                        ok(get(table + "json&value=best")), "$.rows[1].cells[0].runs[0].warnings[*].code"))
                .containsExactly("baseline");
    }

    @Test
    void listsComparisonsAndTheDashboardSaySo() throws Exception {
        assertThat(this.<Integer>read(ok(get("/experiments/" + experiment)), "$.progress.doubtful"))
                .isOne();
        assertThat(Browse.page(http, "/experiments?q=Doubtful").text()).contains("1 with a warning ⚠");
        assertThat(this.<List<String>>read(ok(get("/compare?runs=" + baseline + "," + quantized)), "$.notices"))
                .contains("⚠ Run A: " + WHY);
        assertThat(Browse.page(http, "/").select("td:has(#done-" + baseline + ") ~ td .doubtful"))
                .hasSize(1);
    }

    @Test
    void aRunThatIsStillTrainedHasTimeToLearn() throws Exception {
        jdbc.sql("update run set state = 'RUNNING', finished_at = null where id = cast(:id as uuid)")
                .param("id", baseline)
                .update();
        assertThat(this.<List<String>>read(ok(get("/runs/" + baseline)), "$.warnings[*].code"))
                .isEmpty();
    }

    @Test
    void thePreviewOfWhatStartsFromItSaysSoBeforeAnythingIsTrained() throws Exception {
        String other = spec.replace("\"pact\"", "\"qil\"");
        var preview = ok(post("/experiments/preview")
                .contentType(MediaType.APPLICATION_JSON)
                .content(other));
        assertThat(this.<List<String>>read(preview, "$.doubtfulBaselines[*].run"))
                .containsExactly(baseline);
        assertThat(this.<List<String>>read(preview, "$.doubtfulBaselines[*].warnings[*].message"))
                .containsExactly(WHY);
        Document page = Jsoup.parse(Browse.text(answer(post("/experiments/new")
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .accept(MediaType.TEXT_HTML)
                .param("side", "json")
                .param("spec", other))));
        assertThat(page.select("#preview .warn").text()).contains(WHY);
        assertThat(page.select("#preview .warn a").attr("href")).endsWith("/runs/" + baseline);
    }
}
