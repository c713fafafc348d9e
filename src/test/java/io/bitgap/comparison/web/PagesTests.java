package io.bitgap.comparison.web;

import static io.bitgap.run.RunState.COMPLETED;
import static io.bitgap.run.RunState.FAILED;
import static io.bitgap.run.RunState.RUNNING;
import static io.bitgap.run.RunState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.bitgap.WebRoleTest;
import io.bitgap.comparison.StoredRuns;
import java.util.List;
import java.util.UUID;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

@WebRoleTest
class PagesTests {
    @Autowired
    MockMvc mvc;

    @Autowired
    JdbcClient jdbc;

    @Test
    void whoeverDoesNotAskForAPageGetsJson() throws Exception {
        StoredRuns stored = running("json");
        UUID run = stored.run("dorefa", 4, 1, WAITING, null);

        for (String path : List.of(
                "/",
                "/experiments",
                "/experiments/" + stored.slug(),
                "/experiments/" + stored.experiment(),
                "/runs/" + run,
                "/published",
                "/experiments/" + stored.slug() + "/table")) {
            assertThat(Browse.answer(mvc, path, "*/*").getContentType())
                    .as(path)
                    .isEqualTo("application/json");
            if (!path.endsWith("/table")) {
                assertThat(Browse.answer(mvc, path, Browse.BROWSER).getContentType())
                        .as(path)
                        .startsWith("text/html");
            }
        }
    }

    @Test
    void aHostileNameIsShownAndNotRun() throws Exception {
        String hostile = "<script>alert('x')</script> & \"quoted\" <b>bold</b>";
        StoredRuns stored = new StoredRuns(jdbc, hostile, "resnet8", "shapes10");
        stored.baseline(1, RUNNING, 0.4);
        UUID run = stored.run("<img src=x onerror=alert(1)>", "pact", "pact", "4", 4, 4, 1, WAITING, null);

        for (String path : List.of("/", "/experiments?q=alert", "/experiments/" + stored.slug(), "/runs/" + run)) {
            Document page = Browse.page(mvc, path);
            assertThat(page.select("script:not([src]), img[onerror], b"))
                    .as(path)
                    .isEmpty();
            assertThat(page.text()).as(path).contains("<script>alert('x')</script>");
        }
        assertThat(Browse.page(mvc, "/experiments/" + stored.slug())
                        .expectFirst("h1")
                        .text())
                .isEqualTo(hostile);
    }

    @Test
    void pagesNeedNoInlineScriptOrStyle() throws Exception {
        StoredRuns stored = running("policy");
        for (String path : List.of("/", "/experiments", "/experiments/" + stored.slug(), "/published", "/nowhere")) {
            Document page = Browse.page(mvc, path);
            assertThat(page.select("script:not([src]), style, [style], [onclick], [onsubmit], [onload]"))
                    .as(path)
                    .isEmpty();
            assertThat(page.body().attr("hx-headers"))
                    .as("htmx has to ask %s for a page", path)
                    .contains("text/html");
            assertThat(Browse.answer(mvc, path, Browse.BROWSER).getHeader("Content-Security-Policy"))
                    .as(path)
                    .contains("default-src 'self'")
                    .doesNotContain("unsafe");
            assertThat(page.select("main")).as(path).hasSize(1);
            assertThat(page.select("h1")).as(path).hasSize(1);
        }
    }

    @Test
    void theTableOnThePageHasTheNumbersOfTheTableAsMarkdown() throws Exception {
        StoredRuns stored = new StoredRuns(jdbc, "same numbers", "resnet20", "cifar10");
        stored.baseline(1, COMPLETED, 0.92);
        stored.baseline(2, COMPLETED, 0.90);
        UUID run = stored.run("pact", 4, 1, COMPLETED, 0.91);
        stored.run("pact", 4, 2, COMPLETED, 0.88);
        assertThat(Browse.page(mvc, "/runs/" + run).expectFirst("#gap dd").text())
                .isEqualTo("1.00 pp");

        Document page = Browse.page(mvc, "/experiments/" + stored.slug());
        String markdown =
                Browse.text(Browse.answer(mvc, "/experiments/" + stored.slug() + "/table?format=markdown", "*/*"));

        assertThat(page.select(".comparison tr.fp32 .measured .value").text()).isEqualTo("91.00 %");
        assertThat(page.select(".comparison tr.top1 .measured .value").text()).isEqualTo("89.50 %");
        assertThat(page.select(".comparison tr.gap .measured .value").text()).isEqualTo("1.50 pp");
        assertThat(page.select(".comparison tr.top1 .published .value").text()).isEqualTo("91.30 %");
        assertThat(page.select(".comparison tr.gap .published .value").text()).isEqualTo("0.30 pp");
        assertThat(page.select(".comparison tr.top1 .seeds a")).hasSize(2);
        assertThat(page.select("a[href$='format=latex']")).hasSize(1);
        assertThat(markdown)
                .contains("| fp32 | 91.00 % ± 1.41 (n=2) | 91.60 % (1), 92.00 % (2) |")
                .contains("| 4 | 89.50 % ± 2.12 (n=2) | 91.30 % (1), 91.80 % (2) |")
                .contains("| 4 gap | 1.50 pp ± 0.71 (n=2) \\[-4.85, 7.85\\] ? | 0.30 pp (1), 0.20 pp (2) |");
    }

    @Test
    void aRunningCellShowsItsProgressItsAccuracyAndItsTimeLeft() throws Exception {
        StoredRuns stored = running("cell");

        Element cell = Browse.page(mvc, "/experiments/" + stored.slug()).expectFirst(".comparison tr.top1 td.measured");

        assertThat(cell.classNames()).contains("running");
        assertThat(cell.text()).contains("running", "now 40.00 %", "30 s left");
        assertThat(cell.expectFirst("progress").attr("value")).isEqualTo("0.25");
        assertThat(cell.select("a[href^=/runs/]")).hasSize(1);
    }

    @Test
    void thePageAsksForNewsWhileSomethingRunsAndStopsWhenAllIsDone() throws Exception {
        StoredRuns stored = running("polling");
        String path = "/experiments/" + stored.slug();

        assertThat(Browse.page(mvc, path).select("[hx-get=" + path + "][hx-trigger='every 2s']"))
                .hasSize(1);
        mvc.perform(get(path).header("Accept", Browse.BROWSER).header("HX-Request", "true"))
                .andExpect(status().isOk())
                .andExpect(header().doesNotExist("HX-Refresh"));

        jdbc.sql("update run set state = 'COMPLETED', finished_at = now() where experiment_id = :id")
                .param("id", stored.experiment())
                .update();

        assertThat(Browse.page(mvc, path).select("[hx-trigger]")).isEmpty();
        mvc.perform(get(path).header("Accept", Browse.BROWSER).header("HX-Request", "true"))
                .andExpect(header().string("HX-Refresh", "true"));
    }

    @Test
    void aFailedBaselineIsNamedOnEveryPageOfTheExperiment() throws Exception {
        StoredRuns stored = new StoredRuns(jdbc, "failed", "resnet8", "shapes10");
        UUID baseline = stored.baseline(1, FAILED, null);
        jdbc.sql("update run set state_reason = 'The loss was not finite.' where id = :id")
                .param("id", baseline)
                .update();
        stored.run("pact", 4, 1, FAILED, null);

        assertThat(Browse.page(mvc, "/experiments/" + stored.slug())
                        .select("#runs-table")
                        .text())
                .contains("The loss was not finite.");
        assertThat(Browse.page(mvc, "/runs/" + baseline).select(".notice.bad").text())
                .isEqualTo("The loss was not finite.");
    }

    @Test
    void theTableComesAsTheHeaderOrTheParameterAsks() throws Exception {
        String table = "/experiments/" + running("formats").slug() + "/table";

        assertThat(Browse.answer(mvc, table, "text/csv").getContentType()).isEqualTo("text/csv;charset=UTF-8");
        assertThat(Browse.answer(mvc, table, "text/markdown").getContentType())
                .isEqualTo("text/markdown;charset=UTF-8");
        assertThat(Browse.answer(mvc, table, "text/x-tex").getContentType()).isEqualTo("text/x-tex;charset=UTF-8");
        MockHttpServletResponse latex = Browse.answer(mvc, table + "?format=latex&style=methods", Browse.BROWSER);
        assertThat(latex.getHeader("Content-Disposition")).contains("attachment", "-methods.tex");
        assertThat(Browse.text(latex)).contains("\\begin{tabular}{lr}", "now 40.00 \\%");
        assertThat(Browse.answer(mvc, table + "?format=csv", Browse.BROWSER).getHeader("Content-Disposition"))
                .contains("attachment", "-paper-vs-ours.csv");
        assertThat(Browse.answer(mvc, table, "application/xml").getStatus()).isEqualTo(406);
        MockHttpServletResponse page = Browse.answer(mvc, table, Browse.BROWSER);
        assertThat(page.getStatus()).isEqualTo(303);
        assertThat(page.getHeader("Location")).endsWith("#table");
    }

    @Test
    void theBestEpochIsShownWhereItIsAskedForAndItsDownloadsAskForItToo() throws Exception {
        StoredRuns stored = running("best epoch");
        jdbc.sql("update run set best_top1 = 0.95 where experiment_id = :id and method = 'fp32'")
                .param("id", stored.experiment())
                .update();
        String path = "/experiments/" + stored.slug();

        Document last = Browse.page(mvc, path);
        Document best = Browse.page(mvc, path + "?value=best");

        assertThat(last.select(".comparison tr.fp32 .measured .value").text()).isEqualTo("90.00 %");
        assertThat(last.select("#value option[selected]").attr("value")).isEqualTo("last");
        assertThat(last.select("#table-files a").eachAttr("href"))
                .hasSize(4)
                .noneMatch(address -> address.contains("value="));
        assertThat(best.select(".comparison tr.fp32 .measured .value").text()).isEqualTo("95.00 %");
        assertThat(best.select("#value option[selected]").attr("value")).isEqualTo("best");
        assertThat(best.select("#table-measure").text()).contains("best epoch");
        assertThat(best.select("[hx-trigger]").attr("hx-get")).isEqualTo(path + "?value=best");
        assertThat(best.select("#table-files a").eachAttr("href"))
                .hasSize(4)
                .allMatch(address -> address.contains("value=best"));
        MockHttpServletResponse file = Browse.answer(mvc, path + "/table?format=csv&value=best", "*/*");
        assertThat(Browse.text(file)).contains("fp32,32,32,0.95,");
        assertThat(file.getHeader("Content-Disposition")).contains("-paper-vs-ours-best.csv");
    }

    @ParameterizedTest
    @CsvSource({
        "format=pdf, 400",
        "style=nothing, 400",
        "value=worst, 400",
        "value=epoch-0, 400",
        "dataset=cifar10, 422"
    })
    void aTableThatCannotBeMadeIsRefusedWithASentence(String query, int status) throws Exception {
        MockHttpServletResponse refused =
                Browse.answer(mvc, "/experiments/" + running("refused").slug() + "/table?" + query, "*/*");

        assertThat(refused.getStatus()).isEqualTo(status);
        assertThat(refused.getContentType()).startsWith("application/problem+json");
        assertThat(Browse.text(refused)).contains("\"pointer\":\"/" + query.substring(0, query.indexOf('=')) + "\"");
    }

    @Test
    void whatDoesNotExistHasAPageThatSaysSo() throws Exception {
        MockHttpServletResponse missing = Browse.answer(mvc, "/experiments/no-such-thing", Browse.BROWSER);

        assertThat(missing.getStatus()).isEqualTo(404);
        assertThat(Browse.text(missing)).contains("no-such-thing").contains("<main");
    }

    private StoredRuns running(String name) {
        StoredRuns stored = new StoredRuns(jdbc, name, "resnet8", "shapes10");
        stored.baseline(1, COMPLETED, 0.90);
        stored.run("pact", 4, 1, RUNNING, 0.40);
        return stored;
    }
}
