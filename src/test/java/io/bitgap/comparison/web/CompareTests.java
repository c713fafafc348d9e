package io.bitgap.comparison.web;

import static io.bitgap.run.RunState.COMPLETED;
import static io.bitgap.run.RunState.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import io.bitgap.WebRoleTest;
import io.bitgap.comparison.StoredOutcomes;
import io.bitgap.comparison.StoredRuns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

@WebRoleTest
class CompareTests {
    @Autowired
    MockMvc mvc;

    @Autowired
    JdbcClient jdbc;

    private StoredRuns stored;
    private UUID baseline;
    private UUID pact;
    private UUID dorefa;

    @BeforeEach
    void threeRuns() {
        StoredOutcomes results = new StoredOutcomes(jdbc);
        stored = new StoredRuns(jdbc, "compared <b>", "resnet8", "shapes10");
        baseline = stored.baseline(1, COMPLETED, 0.92);
        pact = stored.run("pact", 4, 1, COMPLETED, 0.91);
        dorefa = stored.run("dorefa", 4, 1, COMPLETED, 0.88);
        for (UUID run : List.of(baseline, pact, dorefa)) {
            results.plan(run, "{network}", "\"resnet8\"");
            results.plan(run, "{recipe}", "{\"epochs\": 4, \"schedule\": \"COSINE\"}");
            results.plan(run, "{levels}", "\"BITS\"");
        }
        results.exported(pact, 40_000, 16e7, "left", 20.5);
        results.exported(dorefa, 41_000, 16e7, "right", 12.5);
        results.curve(pact, "test/top1", 0.5, 0.7, 0.91);
        results.curve(dorefa, "test/top1", 0.4, 0.6, 0.8, 0.88);
        results.curve(pact, "test/loss", 1.5, 1.2, 0.9);
    }

    @Test
    void onlyWhatDiffersIsShownUnlessAllIsAskedFor() throws Exception {
        DocumentContext few = json("/compare?runs=" + pact + "," + dorefa);
        DocumentContext all = json("/compare?show=all&runs=" + pact + "," + dorefa);

        List<String> names = few.read("$.fields[*].name");
        assertThat(names)
                .contains("method.weights.quantizer", "method.activations.quantizer", "place.worker")
                .doesNotContain("network", "recipe.epochs", "place.device", "code.version", "data.checksum");
        assertThat(few.<List<Boolean>>read("$.fields[*].differs")).containsOnly(true);
        List<String> everything = all.read("$.fields[*].name");
        assertThat(everything).contains("network", "recipe.epochs", "place.threads", "code.version", "data.checksum");
        assertThat(everything).hasSize(names.size() + few.<Integer>read("$.hidden"));
        assertThat(all.<Integer>read("$.hidden")).isZero();
        assertThat(all.<List<List<String>>>read("$.fields[?(@.name=='recipe.schedule')].values"))
                .containsExactly(List.of("cosine", "cosine"));
        assertThat(few.<List<String>>read("$.notices")).isEmpty();
    }

    @Test
    void resultsStandBesideTheirDifferenceToTheFirstRun() throws Exception {
        DocumentContext comparison = json("/compare?runs=" + pact + "&runs=" + dorefa);

        assertThat(comparison.<List<String>>read("$.results[*].name"))
                .containsExactly("top1", "bestTop1", "gap", "deployedTop1", "packedBytes", "bitOperations");
        assertThat(comparison.<List<Double>>read("$.results[0].values")).containsExactly(0.91, 0.88);
        assertThat(comparison.read("$.results[0].differences[1]", Double.class)).isCloseTo(-0.03, near());
        assertThat(comparison.read("$.results[2].differences[1]", Double.class)).isCloseTo(0.03, near());
        assertThat(comparison.read("$.results[4].differences[1]", Double.class)).isCloseTo(1000, near());
        DocumentContext turned = json("/compare?runs=" + dorefa + "," + pact);
        assertThat(turned.read("$.results[0].differences[1]", Double.class)).isCloseTo(0.03, near());
    }

    @Test
    void imagesThatOneOfTwoIsRightAboutAreCountedWhereBothSawTheSame() throws Exception {
        StoredOutcomes results = new StoredOutcomes(jdbc);
        results.predicted(pact, "0000011111");
        results.predicted(dorefa, "0011111100");
        DocumentContext comparison = json("/compare?runs=" + pact + "," + dorefa + "," + baseline);

        assertThat(comparison.<List<List<Double>>>read("$.results[?(@.name=='onlyFirstRight')].values"))
                .containsExactly(Arrays.asList(null, 5.0, null));
        assertThat(comparison.<List<List<Double>>>read("$.results[?(@.name=='onlyThisRight')].values"))
                .containsExactly(Arrays.asList(null, 0.0, null));
        assertThat(comparison
                        .<List<List<Number>>>read("$.results[?(@.name=='mcNemarP')].values")
                        .get(0)
                        .get(1)
                        .doubleValue())
                .isCloseTo(0.0625, within(1e-12));
        assertThat(Browse.page(mvc, "/compare?runs=" + pact + "," + dorefa)
                        .select("#results tr:has(th:containsOwn(McNemar)) td")
                        .eachText())
                .containsExactly("–", "0.0625");
    }

    @Test
    void curvesAndLayersThatTheyShareStandSideBySide() throws Exception {
        DocumentContext comparison = json("/compare?runs=" + pact + "," + baseline + "," + dorefa);

        assertThat(comparison.<List<String>>read("$.curves[*].metric")).containsExactly("test/top1", "test/loss");
        assertThat(comparison.<List<Double>>read("$.curves[0].points[3].values"))
                .containsExactly(null, null, 0.88);
        assertThat(comparison.<List<Object>>read("$.layers")).hasSize(1);
        assertThat(comparison.<String>read("$.layers[0].layer")).isEqualTo("conv1");
        assertThat(comparison.read("$.layers[0].states[0].sqnr", Double.class)).isEqualTo(20.5);
        assertThat(comparison.<Object>read("$.layers[0].states[1]")).isNull();
        assertThat(comparison.read("$.layers[0].states[2].sqnr", Double.class)).isEqualTo(12.5);
        assertThat(json("/compare?runs=" + pact + "," + baseline).<List<Object>>read("$.layers"))
                .isEmpty();
    }

    @Test
    void otherRecipesAndLevelConventionsAreSaid() throws Exception {
        StoredOutcomes results = new StoredOutcomes(jdbc);
        results.plan(dorefa, "{recipe,epochs}", "8");
        results.plan(dorefa, "{levels}", "\"ORIGIN\"");
        UUID running = stored.run("qil", 4, 1, RUNNING, 0.4);

        List<String> notices =
                json("/compare?runs=" + pact + "," + dorefa + "," + running).read("$.notices");

        assertThat(notices).anyMatch(notice -> notice.contains("recipe.epochs") && notice.contains("not methods"));
        assertThat(notices).anyMatch(notice -> notice.contains("level convention"));
        assertThat(notices).anyMatch(notice -> notice.contains("Run C is running"));
        assertThat(json("/compare?runs=" + baseline + "," + pact).<List<String>>read("$.notices"))
                .as("a baseline is meant to be trained otherwise")
                .noneMatch(notice -> notice.contains("recipe."));
    }

    @Test
    void thePageHasTheNumbersOfTheJson() throws Exception {
        Document page = Browse.page(mvc, "/compare?runs=" + pact + "," + dorefa);

        assertThat(page.select("#results tr:has(th:containsOwn(last epoch)) td").eachText())
                .containsExactly("91.00 %", "88.00 % −3.00 pp");
        assertThat(page.select("#differences tbody th").eachText()).contains("method.weights.quantizer");
        assertThat(page.select("#top1-curve tbody tr")).hasSize(4);
        assertThat(page.select("#top1-curve tr[data-x=4] td").eachText()).containsExactly("–", "88.00 %");
        assertThat(page.select("canvas[data-lines]").eachAttr("data-lines"))
                .containsExactly("top1-curve", "loss-curve");
        assertThat(page.select("#compared-layers tbody td").text()).contains("20.5 dB", "12.5 dB");
        assertThat(page.select("a[href*=format]").eachAttr("href"))
                .anyMatch(link -> link.contains("format=csv"))
                .allMatch(link -> link.contains(pact.toString()));
        assertThat(page.select("#compared a:containsOwn(reference)").attr("href"))
                .matches(".*" + dorefa + ".*" + pact + ".*");
        assertThat(page.select("b, script:not([src]), [style], style")).isEmpty();
        assertThat(page.text()).contains("compared <b>");
    }

    @Test
    void filesHaveTheSameNumbers() throws Exception {
        String address = "/compare?runs=" + pact + "," + dorefa;
        MockHttpServletResponse csv = Browse.answer(mvc, address + "&format=csv", Browse.BROWSER);
        MockHttpServletResponse markdown = Browse.answer(mvc, address, "text/markdown");

        assertThat(csv.getContentType()).startsWith("text/csv");
        assertThat(csv.getHeader("Content-Disposition")).contains("attachment", "compared-runs.csv");
        assertThat(Browse.text(csv)).contains("result,top1,0.91,0.88", "field,method.weights.quantizer,pact,dorefa");
        assertThat(Browse.text(markdown))
                .contains("| top-1, last epoch | 91.00 % | 88.00 % (−3.00 pp) |")
                .contains("| method.weights.quantizer | pact | dorefa |");
    }

    @Test
    void whoeverHasNotChosenTwoRunsIsOfferedSome() throws Exception {
        MockHttpServletResponse none = Browse.answer(mvc, "/compare", Browse.BROWSER);
        MockHttpServletResponse one = Browse.answer(mvc, "/compare?runs=" + pact, Browse.BROWSER);

        assertThat(none.getStatus()).isEqualTo(200);
        assertThat(Browse.text(none)).contains("Choose two to ten runs", "name=\"runs\"");
        assertThat(one.getStatus()).isEqualTo(422);
        Document page = Jsoup.parse(Browse.text(one));
        assertThat(page.select("#why").text()).isEqualTo("One run is chosen, the reference: tick at least one more.");
        assertThat(page.select("#chosen input[checked]").eachAttr("value")).containsExactly(pact.toString());
        assertThat(page.select("#offered input").eachAttr("value")).doesNotContain(pact.toString());
        assertThat(page.text()).doesNotContain(pact.toString());
    }

    @Test
    void whoeverHasChosenTooManyUnticksSome() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int seed = 10; seed < 21; seed++) {
            ids.add(stored.run("qil", 4, seed, COMPLETED, 0.9).toString());
        }
        MockHttpServletResponse many =
                Browse.answer(mvc, "/compare?runs=" + String.join("&runs=", ids), Browse.BROWSER);

        assertThat(many.getStatus()).isEqualTo(422);
        Document page = Jsoup.parse(Browse.text(many));
        assertThat(page.select("#why").text())
                .isEqualTo("11 runs are chosen, and at most ten stand side by side: untick 1 of them.");
        assertThat(page.select("#chosen input[name=runs][checked]").eachAttr("value"))
                .isEqualTo(ids);
        assertThat(Browse.page(mvc, "/compare?runs=" + String.join("&runs=", ids.subList(0, 10)))
                        .select("h1")
                        .text())
                .isEqualTo("Compare 10 runs");
    }

    @Test
    void aRunThatThereIsNotIsNamedAndTheOthersStayChosen() throws Exception {
        MockHttpServletResponse gone =
                Browse.answer(mvc, "/compare?runs=" + pact + "," + dorefa + ",nonsense", Browse.BROWSER);

        assertThat(gone.getStatus()).isEqualTo(404);
        Document page = Jsoup.parse(Browse.text(gone));
        assertThat(page.select("#why").text()).isEqualTo("There is no run nonsense; it was left out.");
        assertThat(page.select("#chosen input[checked]")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 422, number-of-runs, /runs",
        "1, 422, number-of-runs, /runs",
        "11, 422, number-of-runs, /runs",
        "twice, 422, repeated-run, /runs/1",
        "unknown, 404, unknown-run, /runs/1",
        "nonsense, 404, unknown-run, /runs/1"
    })
    void aSelectionThatIsNoneIsRefusedWithAPointer(String what, int status, String code, String pointer)
            throws Exception {
        List<String> ids = new ArrayList<>(List.of(pact.toString()));
        switch (what) {
            case "0" -> ids.clear();
            case "1" -> {}
            case "twice" -> ids.add(pact.toString());
            case "unknown" -> ids.add(UUID.randomUUID().toString());
            case "nonsense" -> ids.add("nonsense");
            default -> {
                while (ids.size() < 11) {
                    ids.add(UUID.randomUUID().toString());
                }
            }
        }
        String address = "/compare?runs=" + String.join(",", ids);

        MockHttpServletResponse refused = Browse.answer(mvc, address, "*/*");

        assertThat(refused.getStatus()).isEqualTo(status);
        assertThat(refused.getContentType()).startsWith("application/problem+json");
        DocumentContext problem = JsonPath.parse(Browse.text(refused));
        assertThat(problem.<String>read("$.code")).isEqualTo(code);
        assertThat(problem.<String>read("$.errors[0].pointer")).isEqualTo(pointer);
        MockHttpServletResponse page = Browse.answer(mvc, address, Browse.BROWSER);
        assertThat(page.getStatus()).isEqualTo(status);
        assertThat(page.getContentType()).startsWith("text/html");
    }

    @ParameterizedTest
    @CsvSource({"format=latex, /format", "format=pdf, /format", "show=some, /show"})
    void anUnknownWishIsRefused(String wish, String pointer) throws Exception {
        MockHttpServletResponse refused =
                Browse.answer(mvc, "/compare?runs=" + pact + "," + dorefa + "&" + wish, "*/*");

        assertThat(refused.getStatus()).isEqualTo(400);
        assertThat(Browse.text(refused)).contains("\"pointer\":\"" + pointer + "\"");
    }

    private DocumentContext json(String path) throws Exception {
        MockHttpServletResponse answer = Browse.answer(mvc, path, "*/*");
        assertThat(answer.getStatus()).as(Browse.text(answer)).isEqualTo(200);
        assertThat(answer.getContentType()).isEqualTo("application/json");
        return JsonPath.parse(Browse.text(answer));
    }

    private static org.assertj.core.data.Offset<Double> near() {
        return org.assertj.core.api.Assertions.within(1e-9);
    }
}
