package io.bitgap.experiment.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.jayway.jsonpath.JsonPath;
import io.bitgap.WebRoleTest;
import io.bitgap.comparison.web.Browse;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import tools.jackson.databind.json.JsonMapper;

/** Where quantizers go: in the spec, in the preview, in pictures. */
@WebRoleTest
class AttachApiTests {
    private static final String EVERYTHING = """
            {"firstLayer": "8bit", "ignore": ["stage2-block1-shortcut"],
             "operations": ["convolution", "dense", "add", "pooling"], "skip": {"convolution": 2}, "stop": {"dense": 0},
             "overrides": [{"layer": "stage1-block1-conv1", "bits": 8},
                           {"layer": "stage3-block1-conv2", "activations": {"bits": 2},
                            "weights": {"quantizer": "google", "options": {"perChannel": false}, "bits": 3}}]}
            """;

    @Autowired
    MockMvc http;

    @Autowired
    JdbcClient jdbc;

    private static String spec(String attach) {
        return """
                {"name": "attached", "network": "resnet8", "dataset": "shapes10", "methods": ["pact"], "bits": [4],
                 "attach": %s}
                """.formatted(attach);
    }

    private MockHttpServletResponse send(String path, String body) throws Exception {
        return http.perform(post(path).contentType(MediaType.APPLICATION_JSON).content(body))
                .andReturn()
                .getResponse();
    }

    private static <T> T read(MockHttpServletResponse response, String path) throws Exception {
        return JsonPath.read(Browse.text(response), path);
    }

    @Test
    void aFormThatThePaperDoesNotHaveIsCalledSo() throws Exception {
        MockHttpServletResponse answer = send("/experiments", """
                {"name": "forms", "network": "resnet8", "dataset": "shapes10", "bits": [4], "methods": [
                  {"weights": {"quantizer": "gdrq", "options": {"groupSize": 1}}, "activations": "gdrq"}, "gdrq",
                  {"weights": {"quantizer": "lsq", "options": {"perChannel": true}}, "activations": "pact"}]}
                """);
        assertThat(AttachApiTests.<List<String>>read(answer, "$.spec.methods[*].label"))
                .containsExactly("gdrq per filter", "gdrq", "w-lsq-act-pact per channel");
    }

    @Test
    void everythingThatASpecSaysComesBackAndCanBeSubmittedAgain() throws Exception {
        MockHttpServletResponse first = send("/experiments", spec(EVERYTHING));
        assertThat(first.getStatus()).as(Browse.text(first)).isEqualTo(201);
        Map<String, Object> attach = read(first, "$.spec.attach");
        assertThat(attach)
                .containsEntry("operations", List.of("convolution", "dense", "add", "pooling"))
                .containsEntry("skip", Map.of("convolution", 2))
                .containsEntry("stop", Map.of("dense", 0));
        assertThat(AttachApiTests.<Integer>read(first, "$.spec.attach.overrides[1].weights.bits"))
                .isEqualTo(3);
        String again = JsonMapper.shared().writeValueAsString(read(first, "$.spec"));
        assertThat(AttachApiTests.<String>read(send("/experiments", again), "$.specHash"))
                .isEqualTo(read(first, "$.specHash"));
    }

    @Test
    void whereAnotherQuantizerStandsInPreviewAndTableSaySo() throws Exception {
        String spec =
                spec("{\"firstLayer\": \"same\"}").replace("[4]", "[4, 2]").replace("attached", "stands in");
        String sentence = "exact pixels, 8 bits, stand for pact at the input of 1 layer: stem";

        assertThat(AttachApiTests.<List<String>>read(
                        send("/experiments/preview", spec), "$.cells[*].replacements[*].layers[0]"))
                .containsExactly("stem", "stem");
        String table = "/experiments/" + read(send("/experiments", spec), "$.slug") + "/table";
        assertThat(AttachApiTests.<List<String>>read(Browse.answer(http, table, "*/*"), "$.notes"))
                .containsExactly("pact at 4, 2: " + sentence + ".");
        for (String format : List.of("markdown", "latex")) {
            assertThat(Browse.text(Browse.answer(http, table + "?format=" + format, "*/*")))
                    .contains(sentence);
        }
        assertThat(Browse.page(http, table.replace("/table", ""))
                        .select("#table-notes")
                        .text())
                .contains(sentence);
    }

    @Test
    void thePreviewSaysOfEveryVertexWhatItGetsOrWhyNot() throws Exception {
        MockHttpServletResponse preview = send("/experiments/preview", spec(EVERYTHING));
        assertThat(AttachApiTests.<List<?>>read(preview, "$.problems")).isEmpty();
        Map<String, String> reasons = Map.of(
                "stem", "skipped as one of the first 2 convolutions",
                "stem-bn", "batch norm is not quantized",
                "stage2-block1-shortcut", "ignored by name",
                "classifier", "no dense layers are to be quantized (stop after 0)",
                "stage1-block1-conv1", "",
                "stage3-block1-add", "");
        for (Map.Entry<String, String> entry : reasons.entrySet()) {
            assertThat(AttachApiTests.<List<String>>read(
                            preview, "$.cells[-1:].dryRun[?(@.name == '" + entry.getKey() + "')].reason"))
                    .as(entry.getKey())
                    .containsExactly(entry.getValue());
        }
        String overridden = "$.cells[-1:].layers[?(@.name == 'stage3-block1-conv2')]";
        assertThat(AttachApiTests.<List<String>>read(preview, overridden + ".weightQuantizer"))
                .containsExactly("google-int8");
        assertThat(AttachApiTests.<List<Integer>>read(preview, overridden + "['weightBits','activationBits']"))
                .hasSize(1);
        assertThat(AttachApiTests.<List<Integer>>read(preview, overridden + ".weightBits"))
                .containsExactly(3);
        assertThat(AttachApiTests.<List<Integer>>read(preview, overridden + ".activationBits"))
                .containsExactly(2);
        assertThat(AttachApiTests.<List<String>>read(
                        preview, "$.cells[-1:].dryRun[?(@.name == 'stage1-block1-conv2')].inputs[*].node"))
                .containsExactly("stage1-block1-bn1-quantize");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"ignore": ["stemm"]}                                    | /attach/ignore/0            | unknown-layer
                    {"overrides": [{"layer": "conv1", "bits": 4}]}           | /attach/overrides/0/layer   | unknown-layer
                    {"overrides": [{"layer": "stem-bn", "bits": 4}]}         | /attach/overrides/0/layer   | not-quantizable
                    {"overrides": [{"layer": "pool", "weights": {"bits": 4}}]} | /attach/overrides/0/weights | no-weights
                    {"overrides": [{"layer": "stem"}]}                       | /attach/overrides/0         | says-nothing
                    {"overrides": [{"layer": "stem", "weights": {}}]}        | /attach/overrides/0/weights | says-nothing
                    {"overrides": [{"bits": 4}]}                             | /attach/overrides/0/layer   | missing
                    {"overrides": [{"layer": "stem", "bits": 9}]}            | /attach/overrides/0/bits    | bits-out-of-range
                    {"overrides": [{"layer": "stem", "weights": {"bits": "4"}}]} | /attach/overrides/0/weights/bits | bits-out-of-range
                    {"overrides": [{"layer": "stem", "weights": "nope"}]}    | /attach/overrides/0/weights | unknown-quantizer
                    {"overrides": [{"layer": "stem", "weights": {"options": {}, "bits": 4}}]} | /attach/overrides/0/weights/quantizer | missing
                    {"overrides": [{"layer": "stem", "activations": {"quantizer": "pact", "options": {"foo": 1}}}]} | /attach/overrides/0/activations/options/foo | unknown-option
                    {"overrides": [{"layer": "stem", "bits": 4}, {"layer": "stem", "bits": 8}]} | /attach/overrides/1/layer | duplicate-layer
                    {"ignore": ["stem"], "overrides": [{"layer": "stem", "bits": 4}]} | /attach/overrides/0/layer | ignored-layer
                    {"operations": ["conv"]}                                 | /attach/operations/0        | unknown-value
                    {"operations": []}                                       | /attach/operations          | empty
                    {"skip": {"convolution": -1}}                            | /attach/skip/convolution    | out-of-range
                    {"skip": {"conv": 1}}                                    | /attach/skip/conv           | unknown-field
                    {"stop": 1}                                              | /attach/stop                | wrong-type
                    """)
    void aMistakeIsRefusedWithItsPlaceAndFoundByThePreview(String attach, String pointer, String code)
            throws Exception {
        MockHttpServletResponse answer = send("/experiments", spec(attach));
        assertThat(answer.getStatus()).isEqualTo(422);
        assertThat(AttachApiTests.<List<String>>read(answer, "$.errors[*].pointer"))
                .containsExactly(pointer);
        assertThat(AttachApiTests.<List<String>>read(answer, "$.errors[*].code"))
                .containsExactly(code);
        assertThat(AttachApiTests.<List<String>>read(
                        send("/experiments/preview", spec(attach)), "$.problems[*].pointer"))
                .containsExactly(pointer);
    }

    @Test
    void anUnknownLayerIsAnsweredWithNamesNearIt() throws Exception {
        MockHttpServletResponse answer = send("/experiments", spec("{\"ignore\": [\"stage1-block1-conv3\"]}"));
        assertThat(AttachApiTests.<String>read(answer, "$.errors[0].message"))
                .isEqualTo("resnet8 has no layer 'stage1-block1-conv3'; did you mean stage1-block1-conv1, "
                        + "stage1-block1-conv2, stage2-block1-conv1 or stage2-block1-conv2?");
    }

    @Test
    void aBatchNormThatIsFoldedAwayMayBeNamedAmongTheIgnored() throws Exception {
        String spec = spec("{\"ignore\": [\"stem-bn\"]}").replace("\"pact\"", "\"fqn\"");
        MockHttpServletResponse preview = send("/experiments/preview", spec);
        assertThat(preview.getStatus()).as(Browse.text(preview)).isEqualTo(200);
        assertThat(AttachApiTests.<List<?>>read(preview, "$.problems")).isEmpty();
        assertThat(AttachApiTests.<List<String>>read(preview, "$.cells[-1:].layers[*].name"))
                .contains("stem")
                .doesNotContain("stem-bn");
    }

    @Test
    void aRunHasPicturesOfItsGraphWithTheNumbersThatItCameTo() throws Exception {
        String run = run("pact");
        MockHttpServletResponse both = Browse.answer(http, "/runs/" + run + "/graph", "image/svg+xml,*/*;q=0.8");
        assertThat(both.getStatus()).isEqualTo(200);
        assertThat(both.getContentType()).isEqualTo("image/svg+xml;charset=UTF-8");
        assertThat(both.getHeaders("Content-Security-Policy"))
                .singleElement()
                .asString()
                .startsWith("default-src 'none'; style-src 'sha256-");
        assertThat(both.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(wellFormed(both))
                .contains(">Source<", ">Attached<", "Q pact, 4 bits")
                .doesNotContain("alpha");

        jdbc.sql("""
                        insert into metric (run_id, name, step, epoch, value, recorded_at, event) values
                          (:run, 'quantizer/stem-bn-quantize/alpha', 10, 1, 9, now(), 1),
                          (:run, 'quantizer/stem-bn-quantize/alpha', 20, 2, 3, now(), 2)
                        """).param("run", UUID.fromString(run)).update();
        MockHttpServletResponse attached = Browse.answer(http, "/runs/" + run + "/graph?part=attached", "*/*");
        assertThat(wellFormed(attached)).contains("alpha 3, scale 0.2").doesNotContain(">Source<");
        assertThat(wellFormed(Browse.answer(http, "/runs/" + run + "/graph?part=source", "*/*")))
                .contains(">Source<")
                .doesNotContain("polygon");
    }

    @Test
    void aPictureIsOfTheImagesThatTheRunWasPlannedForWhateverHasBecomeOfItsDataSet() throws Exception {
        String run = run("pact");
        String before = wellFormed(Browse.answer(http, "/runs/" + run + "/graph", "*/*"));
        jdbc.sql("""
                        with orphan as (
                          insert into run_plan (hash, plan)
                          select md5(cast(r.id as text)), jsonb_set(p.plan, '{dataset}', '"not-here-any-more"')
                          from run r join run_plan p on p.hash = r.plan_hash where r.id = :run
                          returning hash)
                        update run set plan_hash = (select hash from orphan) where id = :run
                        """).param("run", UUID.fromString(run)).update();

        assertThat(wellFormed(Browse.answer(http, "/runs/" + run + "/graph", "*/*")))
                .isEqualTo(before);
        assertThat(Browse.page(http, "/runs/" + run).text()).contains("not-here-any-more", "32x32, 10 classes");
    }

    @Test
    void aPictureOfNothingIsAnError() throws Exception {
        assertThat(Browse.answer(http, "/runs/" + UUID.randomUUID() + "/graph", "*/*")
                        .getStatus())
                .isEqualTo(404);
        MockHttpServletResponse answer = Browse.answer(http, "/runs/" + run("pact") + "/graph?part=half", "*/*");
        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(AttachApiTests.<String>read(answer, "$.detail"))
                .isEqualTo("part must be source, attached or both, not 'half'.");
    }

    @Test
    void thePagesShowThePictures() throws Exception {
        String run = run("pact");
        assertThat(Browse.page(http, "/runs/" + run).select("img[src=/runs/" + run + "/graph]"))
                .hasSize(1);
        Document preview = Jsoup.parse(Browse.text(http.perform(post("/experiments/new")
                        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                        .header("Accept", Browse.BROWSER)
                        .param("name", "Only a look")
                        .param("network", "resnet8")
                        .param("dataset", "shapes10")
                        .param("row.0.weights.quantizer", "pact")
                        .param("row.0.activations.quantizer", "pact")
                        .param("row.0.bits", "4")
                        .param("columns", "4"))
                .andReturn()
                .getResponse()));
        assertThat(preview.select("#preview img[src^=data:image/svg+xml;base64,]"))
                .hasSize(1);
        assertThat(preview.select("#preview .layers").text())
                .contains("stem: first layer is kept")
                .contains("stem-bn: batch norm is not quantized")
                .contains("4 / 4 weights pact input pact in stem-bn-quantize");
    }

    private String run(String method) throws Exception {
        String id = read(send("/experiments", spec("{}")), "$.id");
        return jdbc.sql("select id from run where experiment_id = :id and method = :method")
                .param("id", UUID.fromString(id))
                .param("method", method)
                .query(String.class)
                .single();
    }

    private static String wellFormed(MockHttpServletResponse response) throws Exception {
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(response.getContentAsByteArray()));
        return Browse.text(response);
    }
}
