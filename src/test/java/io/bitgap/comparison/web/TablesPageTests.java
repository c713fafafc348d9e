package io.bitgap.comparison.web;

import static io.bitgap.run.RunState.COMPLETED;
import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.WebRoleTest;
import io.bitgap.comparison.StoredRuns;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

@WebRoleTest
class TablesPageTests {
    @Autowired
    MockMvc mvc;

    @Autowired
    JdbcClient jdbc;

    @Test
    void theOriginsTablesAreThereFromTheFirstStart() throws Exception {
        Document index = Browse.page(mvc, "/tables");

        for (String name : new String[] {"pact", "methods-cifar10", "methods-imagenet"}) {
            assertThat(index.select("a[href=/tables/" + name + "]")).hasSize(1);
            Document page = Browse.page(mvc, "/tables/" + name);
            assertThat(page.select(".comparison tbody tr.fp32")).hasSize(1);
            assertThat(page.select("main ol li")).isNotEmpty();
        }
        Document pact = Browse.page(mvc, "/tables/pact");
        assertThat(pact.select(".comparison thead tr:last-child").text())
                .isEqualTo("paper reproduction paper reproduction");
        assertThat(pact.select(".comparison tr.gap .value").eachText()).contains("0.30 pp", "9.40 pp");
        assertThat(Browse.text(Browse.answer(mvc, "/tables", "application/json")))
                .contains("\"/tables/pact\"");
    }

    @Test
    void oneTableOverSeveralExperimentsIsAPageAndAFile() throws Exception {
        StoredRuns one = experiment("first of two", 1);
        StoredRuns two = experiment("second of two", 2);
        String path = "/tables/measured?experiments=" + one.slug() + "," + two.slug();

        Document page = Browse.page(mvc, path + "&style=methods");
        MockHttpServletResponse markdown = Browse.answer(mvc, path + "&style=methods&format=markdown", Browse.BROWSER);

        assertThat(page.select("h1").text()).isEqualTo("first of two, second of two");
        assertThat(page.select(".comparison tr.top1 .value").text()).isEqualTo("89.00 %");
        assertThat(page.select(".comparison tr.top1 td").text()).contains("n = 2", "gap 1.00 pp");
        assertThat(page.expectFirst(".comparison tr.top1 td").classNames()).contains("some");
        assertThat(page.select("#style option[selected]").attr("value")).isEqualTo("methods");
        assertThat(page.select("input[name=experiments]").eachAttr("value")).containsExactly(one.slug(), two.slug());
        assertThat(page.select("#table-files a").eachAttr("href"))
                .allMatch(
                        address -> address.startsWith(path.replace("&", "&amp;")) && address.contains("style=methods"));
        assertThat(Browse.text(markdown)).contains("| 4 | 89.00 % ± 0.00 (n=2), gap 1.00 pp ? |");
        assertThat(markdown.getHeader("Content-Disposition")).contains("measured-methods.md");
        assertThat(Browse.text(Browse.answer(mvc, path, "*/*"))).contains("\"experiments\":[{", "\"mean\":0.89");
    }

    @ParameterizedTest
    @ValueSource(strings = {"experiments=", "experiments=,"})
    void aTableOfNothingIsRefused(String query) throws Exception {
        MockHttpServletResponse refused = Browse.answer(mvc, "/tables/measured?" + query, "*/*");

        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(Browse.text(refused)).contains("\"pointer\":\"/experiments\"");
    }

    @Test
    void aPersonWhoseChoiceMakesNoTableGoesOnWithIt() throws Exception {
        StoredRuns one = experiment("ticked <b>", 1);
        Document ticked = Browse.page(mvc, "/tables?experiments=" + one.slug());
        assertThat(ticked.select("input[name=experiments][checked]").eachAttr("value"))
                .containsExactly(one.slug());
        assertThat(ticked.select("#why")).isEmpty();
        assertThat(Browse.page(mvc, "/experiments/" + one.slug())
                        .select("a:contains(One table over several)")
                        .attr("href"))
                .isEqualTo("/tables?experiments=" + one.slug() + "#measured");

        MockHttpServletResponse gone =
                Browse.answer(mvc, "/tables/measured?experiments=" + one.slug() + ",no-such", Browse.BROWSER);
        assertThat(gone.getStatus()).isEqualTo(404);
        Document page = Jsoup.parse(Browse.text(gone));
        assertThat(page.select("#why").text()).isEqualTo("There is no experiment no-such; it was left out.");
        assertThat(page.select("input[name=experiments][checked]").eachAttr("value"))
                .containsExactly(one.slug());
        MockHttpServletResponse none = Browse.answer(mvc, "/tables/measured", Browse.BROWSER);
        assertThat(none.getStatus()).isEqualTo(422);
        assertThat(Jsoup.parse(Browse.text(none)).select("#why").text()).contains("No experiment is ticked");
    }

    @Test
    void anUnknownExperimentOrTableIsNamed() throws Exception {
        assertThat(Browse.answer(mvc, "/tables/measured?experiments=no-such", "*/*")
                        .getStatus())
                .isEqualTo(404);
        assertThat(Browse.answer(mvc, "/tables/no-such", "*/*").getStatus()).isEqualTo(404);
        assertThat(Browse.answer(mvc, "/tables/no-such", Browse.BROWSER).getStatus())
                .isEqualTo(404);
    }

    private StoredRuns experiment(String name, long seed) {
        StoredRuns stored = new StoredRuns(jdbc, name, "resnet8", "shapes10");
        stored.baseline(seed, COMPLETED, 0.90);
        stored.run("pact", 4, seed, COMPLETED, 0.89);
        return stored;
    }
}
