package io.bitgap.experiment.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.WebRoleTest;
import io.bitgap.account.Visibility;
import io.bitgap.comparison.web.Browse;
import io.bitgap.experiment.ExperimentView;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The two sides of the form say the same. */
@WebRoleTest
class ExperimentFormJsonTests extends ExperimentFormTest {
    @Test
    void theJsonFillsTheFormAndWhatHasNoFieldIsSaidAndStays() throws Exception {
        MultiValueMap<String, String> form = form();
        form.set("side", "json");
        form.set("spec", """
                {"name": "From JSON", "network": "resnet20", "dataset": "nowhere",
                 "methods": [{"label": "mine", "weights": {"quantizer": "qil", "options": {"gradScale": "lsq"}},
                              "activations": "pact", "bits": ["w3a4"], "recipe": {"name": "progressive", "epochs": 9}},
                             "google"],
                 "bits": [4, {"weights": 2, "activations": 2}], "recipe": {"epochs": 7, "patience": true},
                 "attach": {"ignore": ["stem"], "skip": {"dense": 1}}, "surprise": [1]}""");

        Document page = Jsoup.parse(Browse.text(send("/experiments/new", form)));

        assertThat(page.select("#name").attr("value")).isEqualTo("From JSON");
        assertThat(page.select("#network option[selected]").attr("value")).isEqualTo("resnet20");
        assertThat(page.select("#dataset option[selected]").attr("value")).isEqualTo("nowhere");
        assertThat(page.select("#dataset-wrong").text()).contains("There is no dataset 'nowhere'");
        assertThat(page.select(".ticks thead th").eachText())
                .containsExactly("method", "8", "4 ←", "w3a4 ←", "3 ←", "2 ←");
        assertThat(page.select("[name=row.0.bits][checked]").eachAttr("value")).containsExactly("w3a4");
        assertThat(page.select("[name=row.1.bits][checked]").eachAttr("value")).containsExactly("4", "2");
        assertThat(page.select("#row-0-title").text()).startsWith("mine");
        assertThat(page.select("#row-1-title").text()).startsWith("google-int8");
        assertThat(page.select("#row-0-weights-options-gradScale option[selected], #row-0-weights-options-gradScale")
                        .attr("value"))
                .isEqualTo("lsq");
        assertThat(page.select("#recipe-epochs").attr("value")).isEqualTo("7");
        assertThat(page.select("#attach-ignore").attr("value")).isEqualTo("stem");
        assertThat(page.select("#beyond code").eachText())
                .containsExactly(
                        "/recipe/patience",
                        "/attach/skip/dense",
                        "/surprise",
                        "/methods/0/recipe/name",
                        "/methods/0/recipe/epochs");
        assertThat(page.select("#said").text()).contains("surprise");

        MultiValueMap<String, String> back = fields(page.expectFirst("#experiment-form"));
        back.set("side", "form");
        back.set("seeds", "5");
        JsonNode spec = JsonMapper.shared().readTree(json(send("/experiments/new", back)));
        assertThat(spec.at("/seeds/0").asInt()).isEqualTo(5);
        assertThat(spec.at("/surprise/0").asInt()).isEqualTo(1);
        assertThat(spec.at("/attach/skip/dense").asInt()).isEqualTo(1);
        assertThat(spec.at("/attach/ignore/0").asString()).isEqualTo("stem");
        assertThat(spec.at("/recipe/patience").asBoolean()).isTrue();
        assertThat(spec.at("/methods/0/recipe/name").asString()).isEqualTo("progressive");
        assertThat(spec.at("/methods/0/weights/options/gradScale").asString()).isEqualTo("lsq");
    }

    @Test
    void jsonThatCannotBeReadIsSaidAndTheFormStaysAsItWas() throws Exception {
        MultiValueMap<String, String> form = form();
        form.set("name", "Kept");
        form.set("side", "json");
        form.set("spec", "{\"name\": \"x\",}");

        MockHttpServletResponse refused = send("/experiments", form);
        Document page = Jsoup.parse(Browse.text(refused));

        assertThat(refused.getStatus()).isEqualTo(400);
        assertThat(page.select("#spec-wrong").text()).contains("not proper JSON at line 1");
        assertThat(page.expectFirst("#spec").wholeText()).isEqualTo("{\"name\": \"x\",}");
        assertThat(page.select("#name").attr("value")).isEqualTo("Kept");
        form.set("spec", "[1]");
        assertThat(Browse.text(send("/experiments", form))).contains("An experiment is a JSON object");
    }

    @Test
    void theJsonSideIsWhatIsSubmittedWhenItIsChosen() throws Exception {
        MultiValueMap<String, String> form = form();
        form.set("name", "not this one");
        form.set("side", "json");
        form.set(
                "spec",
                "{\"name\": \"By JSON\", \"network\": \"resnet8\", \"dataset\": \"shapes10\","
                        + " \"methods\": [\"lsq\"], \"bits\": [5], \"attach\": {\"skip\": {\"convolution\": 1}}}");

        ExperimentView stored = stored(send("/experiments", form));

        assertThat(stored.name()).isEqualTo("By JSON");
        assertThat(JsonMapper.shared()
                        .valueToTree(stored.spec())
                        .at("/attach/skip/convolution")
                        .asInt())
                .isOne();
    }

    @Test
    void theCurlCommandSendsExactlyTheJsonWhateverIsInIt() throws Exception {
        MultiValueMap<String, String> form = form();
        form.set("name", "it's \"$HOME\" `id` \\ !! ü");
        Document page = Jsoup.parse(Browse.text(send("/experiments/new", form)));
        String command = page.expectFirst("#curl").wholeText();
        Process shell = new ProcessBuilder("bash", "-c", "curl() { printf '%s' \"${@: -1}\"; }; " + command)
                .redirectErrorStream(true)
                .start();
        String sent = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(command).startsWith("curl -sS 'http://localhost/experiments' -H 'Content-Type: application/json'");
        assertThat(sent).isEqualTo(page.expectFirst("#spec").wholeText().strip());
        assertThat(JsonMapper.shared().readTree(sent).get("name").asString()).isEqualTo(form.getFirst("name"));
    }

    @Test
    void aForkIsTheSameExperimentWithAnotherName() throws Exception {
        for (String spec : List.of(
                "\"methods\": [\"pact\", \"w-google-act-pact\"], \"bits\": [2, \"w3a4\"], \"recipe\": \"int8-sine\"",
                "\"methods\": [{\"weights\": \"qil\", \"bits\": [5, 4], \"start\": \"progressive\","
                        + " \"recipe\": {\"name\": \"progressive\", \"epochs\": 2}}, \"fqn\", \"lsq\"], \"bits\": [4],"
                        + " \"recipe\": {\"epochs\": 1, \"batchNorm\": \"train\"}, \"priority\": 5, \"seeds\": [3, 2]",
                "\"methods\": [\"lsq\"], \"bits\": [8], \"baseline\": {\"epochs\": 3}, \"limits\": {\"testExamples\": 9},"
                        + " \"attach\": {\"lastLayer\": \"8bit\", \"operations\": [\"convolution\"],"
                        + " \"overrides\": [{\"layer\": \"stem\", \"bits\": 8}]}")) {
            ExperimentView first = experiments.submit(
                    JsonMapper.shared()
                            .readTree("{\"name\": \"To fork\", \"network\": \"resnet8\", \"dataset\": \"shapes10\", "
                                    + spec + "}"),
                    Visibility.EVERYONE);
            Document page = Browse.page(mvc, "/experiments/new?from=" + first.slug());
            assertThat(page.select("#name").attr("value")).isEqualTo("To fork (copy)");

            MultiValueMap<String, String> form = fields(page.expectFirst("#experiment-form"));
            form.set("again", "yes");
            ExperimentView again = stored(send("/experiments", form));

            JsonNode copied = JsonMapper.shared().valueToTree(again.spec());
            JsonNode source = JsonMapper.shared().valueToTree(first.spec());
            ((ObjectNode) copied).remove("name");
            ((ObjectNode) source).remove("name");
            assertThat(copied).isEqualTo(source);
            assertThat(again.specHash()).isEqualTo(first.specHash());
        }
    }
}
