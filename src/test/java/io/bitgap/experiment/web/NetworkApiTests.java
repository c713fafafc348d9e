package io.bitgap.experiment.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.jayway.jsonpath.JsonPath;
import io.bitgap.WebRoleTest;
import io.bitgap.comparison.web.Browse;
import io.bitgap.json.StrictJson;
import io.bitgap.network.StockNetworks;
import io.bitgap.problem.Problem;
import io.bitgap.training.TrainingPlan;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@WebRoleTest
class NetworkApiTests {
    private static final String LENET = StockNetworks.lenet().toJson();
    private static final String RESIDUAL = StockNetworks.residual().toJson();

    @Autowired
    MockMvc http;

    @Autowired
    JdbcClient jdbc;

    private MockHttpServletResponse upload(String name, String body) throws Exception {
        return http.perform(post("/networks")
                        .param("name", name)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(body))
                .andReturn()
                .getResponse();
    }

    private MockHttpServletResponse submit(String network, String dataset) throws Exception {
        return http.perform(post("/experiments")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("""
                                {"name": "uploaded", "network": "%s", "dataset": "%s", "methods": ["pact"], "bits": ["4"]}
                                """.formatted(network, dataset)))
                .andReturn()
                .getResponse();
    }

    private <T> T read(MockHttpServletResponse response, String path) throws Exception {
        return JsonPath.read(response.getContentAsString(), path);
    }

    @Test
    void anUploadIsStoredListedAndCanBeRead() throws Exception {
        MockHttpServletResponse created = upload("lenet-listed", LENET);
        assertThat(created.getStatus()).isEqualTo(201);
        assertThat(created.getHeader("Location")).isEqualTo("/networks/lenet-listed");
        assertThat(this.<String>read(created, "$.name")).isEqualTo("lenet-listed");
        assertThat(this.<Integer>read(created, "$.takes.classes")).isEqualTo(10);
        assertThat(this.<List<String>>read(created, "$.layers[?(@.quantizable == true)].name"))
                .containsExactly("layer0", "layer2", "layer4", "layer5");
        assertThat(this.<String>read(created, "$.configuration.nodes[0].kind")).isEqualTo("convolution");
        assertThat(this.<Map<String, Object>>read(created, "$.layers[0]"))
                .containsEntry("kernel", "5x5")
                .containsEntry("stride", "1x1")
                .containsEntry("padding", "0x0")
                .containsEntry("activation", "relu");
        assertThat(this.<Map<String, Object>>read(created, "$.layers[5]"))
                .containsEntry("kernel", null)
                .containsEntry("activation", "softmax");
        assertThat(Browse.page(http, "/networks/lenet-listed")
                        .select("tbody tr:first-child td")
                        .eachText())
                .contains("5x5", "1x1", "0x0", "relu");

        MockHttpServletResponse one =
                http.perform(get("/networks/lenet-listed")).andReturn().getResponse();
        assertThat(one.getContentAsString()).isEqualTo(created.getContentAsString());
        MockHttpServletResponse all = http.perform(get("/networks")).andReturn().getResponse();
        assertThat(this.<List<String>>read(all, "$.items[*].name"))
                .startsWith("resnet8", "resnet20", "resnet18", "resnet18-v2")
                .contains("lenet-listed");
        assertThat(this.<List<Integer>>read(all, "$.items[?(@.name == 'resnet18')].parameters"))
                .containsExactly(11_689_512);
        MockHttpServletResponse builtIn =
                http.perform(get("/networks/resnet18")).andReturn().getResponse();
        assertThat(this.<Integer>read(builtIn, "$.layers.length()")).isGreaterThan(40);
        assertThat(http.perform(get("/networks/none")).andReturn().getResponse().getStatus())
                .isEqualTo(404);
    }

    @Test
    void whatNobodyComputesIsSaidWithTheNetworkItsPreviewAndItsTable() throws Exception {
        ObjectNode document = (ObjectNode) JsonMapper.shared().readTree(RESIDUAL);
        ((ObjectNode) document.at("/vertices/bn1/layerConf/layer"))
                .putObject("activationFn")
                .put("@class", "org.nd4j.linalg.activations.impl.ActivationReLU");
        String note = "The activation function ReLU of batch norm bn1 is not computed";

        assertThat(this.<String>read(upload("relu-on-norm", document.toString()), "$.notes[0]"))
                .startsWith(note);
        assertThat(Browse.page(http, "/networks/relu-on-norm").select(".notice").text())
                .startsWith(note);
        MockHttpServletResponse preview = http.perform(post("/experiments/preview")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("""
                                {"name": "noted", "network": "relu-on-norm", "dataset": "shapes10", "methods": ["pact"], "bits": [4]}
                                """))
                .andReturn()
                .getResponse();
        assertThat(this.<String>read(preview, "$.notes[0]")).startsWith(note);
        String slug = read(submit("relu-on-norm", "shapes10"), "$.slug");
        assertThat(this.<String>read(Browse.answer(http, "/experiments/" + slug + "/table", "*/*"), "$.notes[0]"))
                .startsWith("relu-on-norm: " + note);
    }

    @Test
    void aNameBelongsToOneNetwork() throws Exception {
        assertThat(upload("twice", LENET).getStatus()).isEqualTo(201);
        MockHttpServletResponse again = upload("twice", LENET.replace("\"seed\" : 1", "\"seed\" : 2"));
        assertThat(again.getStatus()).isEqualTo(200);
        assertThat(again.getHeader("Location")).isEqualTo("/networks/twice");
        MockHttpServletResponse other = upload("twice", RESIDUAL);
        assertThat(other.getStatus()).isEqualTo(409);
        assertThat(this.<String>read(other, "$.detail"))
                .isEqualTo("The network twice is there already, and is another one; choose another name.");
        MockHttpServletResponse builtIn = upload("resnet20", LENET);
        assertThat(builtIn.getStatus()).isEqualTo(409);
        assertThat(this.<String>read(builtIn, "$.detail"))
                .isEqualTo("The network resnet20 comes with Bitgap; choose another name.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Upper",
                "a b",
                "../x",
                "a--b",
                "-a",
                "ü",
                "a\u0000",
                "x123456789012345678901234567890123456789012345678901234567890"
            })
    void aNameFitsIntoAnAddress(String name) throws Exception {
        MockHttpServletResponse answer = upload(name, LENET);
        assertThat(answer.getStatus()).isEqualTo(422);
        assertThat(this.<String>read(answer, "$.errors[0].pointer")).isEqualTo("/name");
    }

    @Test
    void anExperimentCanNameItAndItsRunsCarryIt() throws Exception {
        upload("lenet-run", LENET);
        MockHttpServletResponse submitted = submit("lenet-run", "shapes10");
        assertThat(submitted.getStatus()).as(submitted.getContentAsString()).isEqualTo(201);
        List<String> plans = jdbc.sql(
                        "select plan from run join run_plan on hash = plan_hash where experiment_id = cast(:id as uuid)")
                .param("id", read(submitted, "$.id"))
                .query(String.class)
                .list();
        assertThat(plans).hasSize(3).allSatisfy(text -> {
            TrainingPlan plan = JsonMapper.shared().readValue(text, TrainingPlan.class);
            assertThat(plan.network()).isEqualTo("lenet-run");
            assertThat(plan.definition()).contains("\"kind\":\"convolution\"");
        });
        // a plan from before there were uploads
        Map<String, Object> old = JsonPath.read(plans.get(0), "$");
        old.remove("definition");
        String text = JsonMapper.shared().writeValueAsString(old);
        assertThat(JsonMapper.shared().readValue(text, TrainingPlan.class).definition())
                .isNull();
    }

    @Test
    void anExperimentOnOtherDataIsRefused() throws Exception {
        upload("seven-classes", RESIDUAL.replace("\"nout\" : 10", "\"nout\" : 7"));
        MockHttpServletResponse answer = submit("seven-classes", "shapes10");
        assertThat(answer.getStatus()).isEqualTo(422);
        assertThat(this.<String>read(answer, "$.errors[0].pointer")).isEqualTo("/dataset");
        assertThat(this.<String>read(answer, "$.errors[0].code")).isEqualTo("wrong-classes");
        upload("grey", RESIDUAL.replace("\"nin\" : 3,", "\"nin\" : 1,"));
        assertThat(this.<String>read(submit("grey", "shapes10"), "$.errors[0].code"))
                .isEqualTo("wrong-channels");
    }

    @Test
    void aBrowserHasThePagesAndAForm() throws Exception {
        assertThat(page(post("/networks")
                                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                                .param("name", "from-the-form")
                                .param("configuration", LENET))
                        .getRedirectedUrl())
                .isEqualTo("/networks/from-the-form");
        assertThat(page(get("/networks")).getContentAsString()).contains("from-the-form", "11,689,512");
        assertThat(page(get("/networks/from-the-form")).getContentAsString()).contains("layer4", "weights and input");
        MockHttpServletResponse refused = page(post("/networks")
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .param("name", "refused")
                .param("configuration", StockNetworks.recurrent().toJson()));
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(refused.getContentAsString()).contains("remember is a org.deeplearning4j.nn.conf.layers.LSTM");
    }

    private MockHttpServletResponse page(MockHttpServletRequestBuilder request) throws Exception {
        return http.perform(request.accept(MediaType.TEXT_HTML)).andReturn().getResponse();
    }

    @Test
    void aJavaClassInItIsRefusedAndNothingIsStored() throws Exception {
        MockHttpServletResponse answer = upload(
                "evil", RESIDUAL.replace("org.nd4j.linalg.learning.config.Nesterovs", "java.lang.ProcessBuilder"));
        assertThat(answer.getStatus()).isEqualTo(422);
        assertThat(this.<String>read(answer, "$.code")).isEqualTo("unsupported-network");
        assertThat(this.<String>read(answer, "$.errors[0].code")).isEqualTo("unknown-class");
        assertThat(this.<String>read(answer, "$.errors[0].message"))
                .endsWith("names the class java.lang.ProcessBuilder, which is no training setting of DL4J.");
        assertThat(http.perform(get("/networks/evil")).andReturn().getResponse().getStatus())
                .isEqualTo(404);
    }

    @Test
    void everyUnsupportedLayerIsNamed() throws Exception {
        MockHttpServletResponse answer =
                upload("lstm", StockNetworks.recurrent().toJson());
        assertThat(answer.getStatus()).isEqualTo(422);
        assertThat(this.<List<String>>read(answer, "$.errors[?(@.code == 'unsupported-layer')].pointer"))
                .containsExactly("/confs/1/layer/@class", "/confs/2/layer/@class");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                              | The body is empty; send the network as a JSON object.
                    {"confs": [                     | Unexpected end-of-input
                    {"confs": NaN}                  | NaN
                    {"confs": [], "confs": []}      | Duplicate
                    {"confs": []} {}                | Trailing token
                    """)
    void whatIsNoJsonIsMalformed(String body, String expected) throws Exception {
        MockHttpServletResponse answer = upload("malformed", body);
        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(this.<String>read(answer, "$.code")).isEqualTo("malformed-json");
        assertThat(this.<String>read(answer, "$.detail")).containsIgnoringCase(expected);
    }

    @Test
    void depthIsLimited() throws Exception {
        MockHttpServletResponse answer = upload("deep", "{\"confs\": " + "[".repeat(100_000));
        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(this.<String>read(answer, "$.detail")).contains("depth");
    }

    @Test
    void aHundredMegabytesAreRefusedWithoutBeingRead() {
        Endless body = new Endless();
        assertThatThrownBy(() -> StrictJson.read(body, "network", "send less"))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.kind()).isEqualTo(Problem.Kind.TOO_LARGE);
                    assertThat(problem.getMessage())
                            .isEqualTo("At most 1 MiB of JSON is taken for one network; send less.");
                });
        assertThat(body.read).isLessThan(2 << 20);
    }

    /** JSON without an end. */
    private static final class Endless extends InputStream {
        private long read;

        @Override
        public int read() throws IOException {
            return "[[1],".charAt((int) (read++ % 5));
        }
    }
}
