package io.bitgap.comparison.web;

import static io.bitgap.run.RunState.COMPLETED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import io.bitgap.WebRoleTest;
import io.bitgap.comparison.StoredOutcomes;
import io.bitgap.comparison.StoredRuns;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

@WebRoleTest
class RunAnswersTests {
    @Autowired
    MockMvc mvc;

    @Autowired
    JdbcClient jdbc;

    private StoredOutcomes results;
    private UUID baseline;
    private UUID pact;
    private UUID elsewhere;
    private UUID untested;

    @BeforeEach
    void runsThatHaveAnsweredTenImages() {
        results = new StoredOutcomes(jdbc);
        StoredRuns stored = new StoredRuns(jdbc, "answers", "resnet8", "shapes10");
        baseline = stored.baseline(1, COMPLETED, 0.9);
        pact = stored.run("pact", 4, 1, COMPLETED, 0.6);
        elsewhere = stored.run("dorefa", 4, 1, COMPLETED, 0.6);
        untested = stored.run("lsq", 4, 1, COMPLETED, 0.6);
        for (UUID run : List.of(baseline, pact, elsewhere)) {
            results.plan(run, "{dataset}", "\"shapes10\"");
            results.plan(run, "{limits}", "{\"testExamples\": 100}");
            results.exported(run, 1000, 1e6, "w", 10);
        }
        results.predicted(baseline, "0000111111");
        results.predicted(pact, "0001111100");
        results.predicted(elsewhere, "0000011111", "8");
    }

    @Test
    void accuracyByClassStandsBesideThatOfItsFp32Run() throws Exception {
        DocumentContext report = json("/runs/" + pact + "/classes");

        assertThat(report.<String>read("$.against")).isEqualTo(baseline.toString());
        assertThat(report.<Double>read("$.top1")).isEqualTo(0.6);
        assertThat(report.<List<Integer>>read("$.classes[*].right")).containsExactly(3, 3);
        assertThat(report.<List<Double>>read("$.classes[*].accuracy")).containsExactly(0.6, 0.6);
        assertThat(report.<List<Double>>read("$.classes[*].againstAccuracy")).containsExactly(0.8, 1.0);
        assertThat(report.<List<Integer>>read("$.classes[*].predicted")).containsExactly(5, 5);
        assertThat(report.<List<List<Integer>>>read("$.matrix")).containsExactly(List.of(3, 2), List.of(2, 3));
        assertThat(report.<List<String>>read("$.confusions[*].predictedName")).containsExactly("dog", "cat");

        Document page = Browse.page(mvc, "/runs/" + pact + "/classes");
        assertThat(page.select("#classes tbody tr:first-child td").eachText())
                .containsExactly("5", "3", "60.00 %", "80.00 %", "20.00 pp", "5");
        assertThat(page.select("#confusion tbody tr:first-child td").eachText()).containsExactly("3", "2");
        assertThat(page.select("#confusion td.heat-5")).hasSize(2);
    }

    @Test
    void whereItsFp32RunSawOtherImagesItStandsAlone() throws Exception {
        assertThat(json("/runs/" + elsewhere + "/classes").<Object>read("$.against"))
                .isNull();
        assertThat(json("/runs/" + baseline + "/classes").<Object>read("$.against"))
                .isNull();
        Document page = Browse.page(mvc, "/runs/" + elsewhere + "/classes");
        assertThat(page.select("#classes thead th").eachText()).doesNotContain("fp32");
    }

    @Test
    void flippedImagesAreThoseThatOnlyOneOfTheTwoIsRightAbout() throws Exception {
        DocumentContext lost = json("/runs/" + pact + "/flips");

        assertThat(lost.<String>read("$.against")).isEqualTo(baseline.toString());
        assertThat(lost.<List<Integer>>read("$.items[*].index")).containsExactly(3, 8, 9);
        assertThat(lost.<String>read("$.items[1].name")).isEqualTo("test/8.png");
        assertThat(lost.<String>read("$.items[1].label")).isEqualTo("dog");
        assertThat(lost.<String>read("$.items[1].before")).isEqualTo("dog");
        assertThat(lost.<String>read("$.items[1].predicted")).isEqualTo("cat");
        assertThat(lost.<String>read("$.items[1].picture"))
                .isEqualTo("/datasets/shapes10/test/8?testExamples=100&checksum=sha256%3A7");
        assertThat(lost.<Integer>read("$.test.onlyReference")).isEqualTo(3);
        assertThat(lost.<Double>read("$.test.p")).isCloseTo(0.25, within(1e-12));
        assertThat(json("/runs/" + pact + "/flips?direction=gained").<List<Object>>read("$.items"))
                .isEmpty();
        DocumentContext turned = json("/runs/" + baseline + "/flips?direction=gained&against=" + pact);
        assertThat(turned.<List<Integer>>read("$.items[*].index")).containsExactly(3, 8, 9);
    }

    @Test
    void manyFlippedImagesComeAPageAtATime() throws Exception {
        DocumentContext first = json("/runs/" + pact + "/flips?limit=2");
        assertThat(first.<List<Integer>>read("$.items[*].index")).containsExactly(3, 8);
        assertThat(first.<Integer>read("$.total")).isEqualTo(3);
        String more = first.read("$.nextPageToken");
        DocumentContext second = json("/runs/" + pact + "/flips?limit=2&pageToken=" + more);
        assertThat(second.<List<Integer>>read("$.items[*].index")).containsExactly(9);
        assertThat(second.<Object>read("$.nextPageToken")).isNull();

        Document page = Browse.page(mvc, "/runs/" + pact + "/flips");
        assertThat(page.select(".pictures img").eachAttr("src")).hasSize(3).allMatch(src -> src.contains("/test/"));
        assertThat(page.select(".pictures li").get(1).text()).contains("dog", "taken for cat", "test/8.png");
        assertThat(page.select("#test").text()).contains("3 of 10 images", "p = 0.250");
    }

    @Test
    void whatCannotBeComparedIsRefusedInWords() throws Exception {
        assertProblem("/runs/" + elsewhere + "/flips", 422, "not-comparable");
        assertProblem("/runs/" + baseline + "/flips", 422, "no-reference");
        assertProblem("/runs/" + untested + "/classes", 404, "unknown-predictions");
        assertProblem("/runs/" + UUID.randomUUID() + "/classes", 404, "unknown-run");
        assertProblem("/runs/" + pact + "/flips?direction=both", 400, "bad-parameter");
        assertProblem("/runs/" + pact + "/flips?limit=0", 400, "bad-parameter");
        assertProblem("/runs/" + pact + "/flips?pageToken=x", 400, "bad-parameter");
    }

    @Test
    void aTestImageIsAPictureThatMayBeKept() throws Exception {
        MockHttpServletResponse answer = Browse.answer(mvc, "/datasets/shapes10/test/3?testExamples=20", "image/png");
        assertThat(answer.getContentType()).isEqualTo("image/png");
        var picture = ImageIO.read(new ByteArrayInputStream(answer.getContentAsByteArray()));
        assertThat(List.of(picture.getWidth(), picture.getHeight())).containsExactly(32, 32);
        String etag = Objects.requireNonNull(answer.getHeader("ETag"));
        assertThat(mvc.perform(MockMvcRequestBuilders.get("/datasets/shapes10/test/3?testExamples=20")
                                .header("If-None-Match", etag))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(304);
        assertThat(Browse.answer(mvc, "/datasets/shapes10/test/3", "image/png").getHeader("ETag"))
                .as("another image of the whole split")
                .isNotEqualTo(etag);
        assertProblem("/datasets/shapes10/test/3?checksum=sha256:7", 410, "dataset-changed");
        assertProblem("/datasets/shapes10/test/20?testExamples=20", 404, "unknown-image");
        assertProblem("/datasets/shapes10/test/-1", 404, "unknown-image");
        assertProblem("/datasets/shapes10/test/1?testExamples=-1", 400, "bad-parameter");
        assertProblem("/datasets/nowhere/test/1", 404, "unknown-dataset");
        assertProblem("/datasets/cifar10/test/1", 404, "unknown-dataset");
    }

    private DocumentContext json(String path) throws Exception {
        MockHttpServletResponse answer = Browse.answer(mvc, path, "application/json");
        assertThat(answer.getStatus()).as(Browse.text(answer)).isEqualTo(200);
        return JsonPath.parse(Browse.text(answer));
    }

    private void assertProblem(String path, int status, String code) throws Exception {
        MockHttpServletResponse answer = Browse.answer(mvc, path, "application/json");
        assertThat(answer.getStatus()).as(path).isEqualTo(status);
        assertThat(JsonPath.parse(Browse.text(answer)).<String>read("$.code")).isEqualTo(code);
    }
}
