package io.bitgap.experiment.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.bitgap.WebRoleTest;
import io.bitgap.comparison.web.Browse;
import io.bitgap.experiment.ExperimentState;
import io.bitgap.experiment.ExperimentView;
import io.bitgap.experiment.Experiments;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@WebRoleTest
class ExperimentFormTests {
    @Autowired
    MockMvc mvc;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Experiments experiments;

    @Test
    void theFormAsItStandsNeedsOnlyAName() throws Exception {
        MultiValueMap<String, String> form = form();
        form.set("name", "From the form");

        MockHttpServletResponse sent = send("/experiments", form);

        assertThat(sent.getStatus()).isEqualTo(302);
        ExperimentView stored = stored(sent);
        assertThat(stored.name()).isEqualTo("From the form");
        assertThat(stored.progress().total()).isEqualTo(3);
    }

    @Test
    void everyFieldReachesTheSpec() throws Exception {
        MultiValueMap<String, String> form = form();
        form.set("name", "Everything");
        form.put(row(form, "pact") + "bits", List.of("4"));
        form.set("act", "add");
        form = fields(Jsoup.parse(Browse.text(send("/experiments/new", form))).expectFirst("#experiment-form"));
        form.set("moreBits", "w2a8, 5");
        form.set("seeds", "3 4");
        form.set("baseline.epochs", "2");
        form.set("baseline.learningRate", "0,05");
        form.set("recipe.name", "int8-sine");
        form.set("recipe.epochs", "1");
        form.set("recipe.nesterov", "false");
        form.set("attach.firstLayer", "8bit");
        form.set("attach.ignore", "stem");
        form.set("limits.trainExamples", "640");
        form.set("limits.testExamples", "100");
        form.set("levelConvention", "origin");
        form.set("priority", "-3");

        JsonNode spec = JsonMapper.shared()
                .valueToTree(stored(send("/experiments", form)).spec());

        assertThat(texts(spec.at("/bits"))).containsExactly("w2a8", "5", "4");
        assertThat(texts(spec.at("/seeds"))).containsExactly("3", "4");
        assertThat(spec.get("methods")
                        .valueStream()
                        .map(method -> method.get("label").asString()))
                .containsExactly("pact", "w-google-act-pact");
        assertThat(spec.at("/baseline/epochs").asInt()).isEqualTo(2);
        assertThat(spec.at("/baseline/learningRate").asDouble()).isEqualTo(0.05);
        assertThat(spec.at("/recipe/epochs").asInt()).isEqualTo(1);
        assertThat(spec.at("/recipe/schedule").asString()).isEqualTo("sine");
        assertThat(spec.at("/recipe/learningRate").asDouble()).isEqualTo(0.025);
        assertThat(spec.at("/recipe/nesterov").asBoolean()).isFalse();
        assertThat(spec.at("/attach/firstLayer").asString()).isEqualTo("8bit");
        assertThat(texts(spec.at("/attach/ignore"))).containsExactly("stem");
        assertThat(spec.at("/limits/trainExamples").asInt()).isEqualTo(640);
        assertThat(spec.at("/limits/testExamples").asInt()).isEqualTo(100);
        assertThat(spec.at("/levelConvention").asString()).isEqualTo("origin");
        assertThat(spec.at("/priority").asInt()).isEqualTo(-3);
    }

    @Test
    void aNumberTypedIsTheNumberThatAScriptSends() throws Exception {
        MultiValueMap<String, String> form = form();
        form.set("name", "Typed");
        form.set("act", "add");
        form = fields(Jsoup.parse(Browse.text(send("/experiments/new", form))).expectFirst("#experiment-form"));
        form.set("row.7.weights.quantizer", "gdrq");
        form.set("row.7.weights.options.groupSize", "8");
        form.set("row.7.weights.options.k", "2,50");
        form.put("row.7.bits", List.of("4"));
        form.remove(row(form, "pact") + "bits");

        String typed = stored(send("/experiments", form)).specHash();

        for (String number : List.of("8", "8.0", "8e0")) {
            assertThat(experiments
                            .submit(
                                    JsonMapper.shared()
                                            .readTree("{\"name\": \"Sent\", \"network\": \"resnet8\","
                                                    + " \"dataset\": \"shapes10\", \"recipe\": \"fine-tune-cosine\","
                                                    + " \"bits\": [4], \"methods\": [{\"weights\": {\"quantizer\": \"gdrq\","
                                                    + " \"options\": {\"groupSize\": " + number + ", \"k\": 2.5}},"
                                                    + " \"activations\": \"pact\"}]}"),
                                    "local")
                            .specHash())
                    .as(number)
                    .isEqualTo(typed);
        }
    }

    @Test
    void aThousandsSeparatorIsRefusedAtItsField() throws Exception {
        MultiValueMap<String, String> form = form();
        form.set("name", "Fifty thousand");
        form.set("limits.trainExamples", "50,000");
        form.set("baseline.learningRate", "0,050");

        MockHttpServletResponse refused = send("/experiments", form);
        Document page = Jsoup.parse(Browse.text(refused));

        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(page.select("#limits-trainExamples-wrong").text()).contains("write 50000, without commas");
        assertThat(page.select("#limits-trainExamples").attr("value")).isEqualTo("50,000");
        assertThat(page.select("#baseline-learningRate-wrong .wrong")).isEmpty();
    }

    @Test
    void aFormSentTwiceMakesOneExperiment() throws Exception {
        MultiValueMap<String, String> form = form();
        form.set("name", "Sent twice");

        String first = send("/experiments", form).getRedirectedUrl();
        String second = send("/experiments", form).getRedirectedUrl();

        assertThat(second).isEqualTo(first);
        assertThat(jdbc.sql("select count(*) from experiment where name = 'Sent twice'")
                        .query(Integer.class)
                        .single())
                .isOne();
    }

    @Test
    void aFormThatWasChangedAfterItWasSentIsAnotherExperiment() throws Exception {
        MultiValueMap<String, String> form = form();
        form.set("name", "Sent, then changed");
        String first = send("/experiments", form).getRedirectedUrl();

        form.put(row(form, "pact") + "bits", List.of("3"));
        String changed = send("/experiments", form).getRedirectedUrl();
        String again = send("/experiments", form).getRedirectedUrl();
        form.set("name", "Sent, then renamed");
        String renamed = send("/experiments", form).getRedirectedUrl();
        form.set("seeds", "none");

        assertThat(List.of(first, changed, renamed)).doesNotHaveDuplicates();
        assertThat(again).isEqualTo(changed);
        assertThat(send("/experiments", form).getStatus()).isEqualTo(422);
        assertThat(jdbc.sql("select count(*) from experiment where name like 'Sent, then %'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(3);
    }

    @Test
    void tenTabsThatSendTheSameAtOnceMakeOneExperiment() throws Exception {
        MultiValueMap<String, String> form = form();
        form.remove("again");
        form.set("name", "Ten tabs");
        form.set("seeds", "1717");
        ExecutorService threads = Executors.newFixedThreadPool(10);
        List<Callable<Integer>> tabs = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            MultiValueMap<String, String> tab = new LinkedMultiValueMap<>(form);
            tab.set("token", UUID.randomUUID().toString());
            tabs.add(() -> send("/experiments", tab).getStatus());
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> status : threads.invokeAll(tabs)) {
            statuses.add(status.get());
        }
        threads.shutdown();

        assertThat(statuses).containsOnly(302, 409).containsOnlyOnce(302);
    }

    @Test
    void whatIsWrongStandsAtItsFieldAndWhatWasTypedStays() throws Exception {
        MultiValueMap<String, String> form = form();
        form.set("name", "<b>Wrong</b>");
        form.set("act", "add");
        form = fields(Jsoup.parse(Browse.text(send("/experiments/new", form))).expectFirst("#experiment-form"));
        form.set("row.7.weights.quantizer", "qil");
        form.set("row.7.weights.options.gradScale", "many");
        form.set("moreBits", "9");
        form.set("recipe.epochs", "many");

        MockHttpServletResponse refused = send("/experiments", form);
        Document page = Jsoup.parse(Browse.text(refused));

        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(page.select("#grid-wrong").text()).contains("1 to 8").contains("9");
        assertThat(page.select("#recipe-epochs-wrong .wrong")).isNotEmpty();
        assertThat(page.select("#recipe-learningRate-wrong .wrong, #seeds-wrong .wrong"))
                .isEmpty();
        assertThat(page.select("#name").attr("value")).isEqualTo("<b>Wrong</b>");
        assertThat(page.select("input[name=row.5.bits][checked]").eachAttr("value"))
                .containsExactly("9", "4", "2");
        assertThat(page.select("#recipe-epochs").attr("value")).isEqualTo("many");
        assertThat(page.select("#row-7-weights-options-gradScale option[selected]")
                        .attr("value"))
                .isEqualTo("many");
        assertThat(page.select("#row-7-weights-options-gradScale-wrong").text()).contains("gradScale must be");
        assertThat(page.select("input[name=token]").attr("value")).isEqualTo(form.getFirst("token"));
    }

    @Test
    void anEmptyGridIsRefused() throws Exception {
        MultiValueMap<String, String> form = form();
        form.remove(row(form, "pact") + "bits");

        Document page = Jsoup.parse(Browse.text(send("/experiments", form)));

        assertThat(page.select("#name-wrong .wrong")).hasSize(1);
        assertThat(page.select("#grid-wrong .wrong").eachText()).containsExactly("Tick at least one cell.");
    }

    @Test
    void singleCellsBecomeMethodsWithBitsOfTheirOwnAndFullGridsTheProduct() throws Exception {
        MultiValueMap<String, String> form = form();
        form.set("name", "Cells");
        form.put(row(form, "pact") + "bits", List.of("4", "2"));
        form.put(row(form, "qil") + "bits", List.of("4", "2"));
        JsonNode product = JsonMapper.shared().readTree(json(send("/experiments/new", form)));
        assertThat(texts(product.get("methods"))).containsExactly("pact", "qil");
        assertThat(texts(product.get("bits"))).containsExactly("4", "2");

        form.put(row(form, "dorefa") + "bits", List.of("8"));
        JsonNode cells = JsonMapper.shared().readTree(json(send("/experiments/new", form)));
        assertThat(cells.get("methods"))
                .isEqualTo(JsonMapper.shared()
                        .readTree("[{\"weights\": \"dorefa\", \"activations\": \"dorefa\", \"bits\": [\"8\"]},"
                                + " \"pact\", \"qil\"]"));
        assertThat(texts(cells.get("bits"))).containsExactly("4", "2");
    }

    @Test
    void theJsonFillsTheFormAndWhatHasNoFieldIsSaidAndStays() throws Exception {
        MultiValueMap<String, String> form = form();
        form.set("side", "json");
        form.set("spec", """
                {"name": "From JSON", "network": "resnet20", "dataset": "nowhere",
                 "methods": [{"label": "mine", "weights": {"quantizer": "qil", "options": {"gradScale": "lsq"}},
                              "activations": "pact", "bits": ["w3a4"], "recipe": {"name": "progressive", "epochs": 9}},
                             "google"],
                 "bits": [4, {"weights": 2, "activations": 2}], "recipe": {"epochs": 7, "earlyStopping": true},
                 "attach": {"ignore": ["stem"], "skip": {"dense": 1}}, "surprise": [1]}""");

        Document page = Jsoup.parse(Browse.text(send("/experiments/new", form)));

        assertThat(page.select("#name").attr("value")).isEqualTo("From JSON");
        assertThat(page.select("#network option[selected]").attr("value")).isEqualTo("resnet20");
        assertThat(page.select("#dataset option[selected]").attr("value")).isEqualTo("nowhere");
        assertThat(page.select("#dataset-wrong").text()).contains("There is no dataset 'nowhere'");
        assertThat(page.select(".ticks thead th").eachText()).containsExactly("method", "8", "4", "w3a4", "3", "2");
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
                        "/recipe/earlyStopping",
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
        assertThat(spec.at("/recipe/earlyStopping").asBoolean()).isTrue();
        assertThat(spec.at("/methods/0/recipe/name").asString()).isEqualTo("progressive");
        assertThat(spec.at("/methods/0/weights/options/gradScale").asString()).isEqualTo("lsq");
    }

    @Test
    void whatIsWrongInTheJsonIsStillWrongAfterItsWayThroughTheForm() throws Exception {
        for (String wrong : List.of(
                "\"methods\": {\"pact\": 4}",
                "\"methods\": []",
                "\"methods\": [null, \"pact\"]",
                "\"methods\": [\"pact\", {\"weights\": null, \"activations\": \"pact\"}]",
                "\"methods\": [\"pact\", {\"weights\": 5, \"activations\": \"pact\"}]",
                "\"methods\": [\"pact\", {\"weights\": {}, \"activations\": \"pact\"}]",
                "\"methods\": [\"pact\", {\"weights\": \"qil\", \"bits\": \"4\"}], \"bits\": [4]",
                "\"methods\": [\"pact\", {\"weights\": \"qil\", \"bits\": []}], \"bits\": [4]",
                "\"methods\": [\"pact\", {\"weights\": \"qil\", \"start\": \"\"}]",
                "\"methods\": [\"pact\", {\"weights\": {\"quantizer\": \"qil\", \"options\": 3}}]",
                "\"methods\": [{\"weights\": \"qil\", \"bits\": [4]}, \"pact\"], \"bits\": []",
                "\"bits\": [4, 4]",
                "\"bits\": \"4\"",
                "\"seeds\": []",
                "\"seeds\": 5",
                "\"recipe\": \"\"",
                "\"recipe\": {\"schedule\": \"\"}",
                "\"recipe\": {\"schedule\": \" \"}",
                "\"baseline\": {\"epochs\": \"2\"}",
                "\"limits\": null",
                "\"limits\": {\"trainExamples\": null}")) {
            MultiValueMap<String, String> form = form();
            form.set("side", "json");
            form.set("spec", ApiTest.with(wrong));
            Document json = Jsoup.parse(Browse.text(send("/experiments/new", form)));
            MultiValueMap<String, String> back = fields(json.expectFirst("#experiment-form"));
            back.set("side", "form");
            Document page = Jsoup.parse(Browse.text(send("/experiments/new", back)));
            String said = page.select("#spec-wrong li").text();

            assertThat(said)
                    .as(wrong)
                    .isNotEmpty()
                    .isEqualTo(json.select("#spec-wrong li").text());
            assertThat(page.select("#beyond").text())
                    .as(wrong)
                    .isEqualTo(json.select("#beyond").text());
            assertThat(send("/experiments", back).getStatus()).as(wrong).isEqualTo(422);
        }
    }

    @Test
    void methodsThatAreNoListAreSaidAndTicksReplaceThem() throws Exception {
        MultiValueMap<String, String> form = form();
        form.set("side", "json");
        form.set("spec", ApiTest.with("\"methods\": {\"pact\": 4}, \"seeds\": []"));

        MockHttpServletResponse refused = send("/experiments", form);
        Document page = Jsoup.parse(Browse.text(refused));

        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(page.select("#spec-wrong code").eachText()).contains("/methods");
        assertThat(page.select("#grid-wrong").text()).contains("must be an array, not an object");
        assertThat(page.select("#beyond code").eachText())
                .containsExactlyInAnyOrder("/methods/pact", "/bits", "/seeds");

        MultiValueMap<String, String> back = fields(page.expectFirst("#experiment-form"));
        back.set("side", "form");
        back.set("seeds", "2");
        back.put(row(back, "qil") + "bits", List.of("4"));
        Document ticked = Jsoup.parse(Browse.text(send("/experiments/new", back)));
        assertThat(ticked.select("#beyond")).isEmpty();
        assertThat(texts(JsonMapper.shared()
                        .readTree(ticked.expectFirst("#spec").wholeText())
                        .get("methods")))
                .containsExactly("qil");
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
    void aPairIsAddedAndRemovedWithoutJavaScript() throws Exception {
        MultiValueMap<String, String> form = form();
        form.set("act", "add");
        Document page = Jsoup.parse(Browse.text(send("/experiments/new", form)));
        assertThat(page.select("#row-7-title").text()).startsWith("w-google-act-pact");
        assertThat(page.select("[name=row.7.bits][checked]").eachAttr("value")).containsExactly("4", "2");

        MultiValueMap<String, String> more = fields(page.expectFirst("#experiment-form"));
        more.set("act", "remove-7");
        page = Jsoup.parse(Browse.text(send("/experiments/new", more)));
        assertThat(page.select("#row-7-title")).isEmpty();
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
                    "local");
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

    @Test
    void whatWasRunBeforeIsOfferedBeforeItIsRunAgain() throws Exception {
        MultiValueMap<String, String> form = form();
        form.set("name", "Run before");
        form.set("seeds", "77");
        form.remove("again");
        ExperimentView first = stored(send("/experiments", form));
        form.set("name", "Other name, same training");
        form.set("token", UUID.randomUUID().toString());

        MockHttpServletResponse asked = send("/experiments", form);
        Document page = Jsoup.parse(Browse.text(asked));

        assertThat(asked.getStatus()).isEqualTo(409);
        assertThat(page.select("#same a").attr("href")).isEqualTo("/experiments/" + first.slug());
        assertThat(page.select("#start").text()).isEqualTo("Run it again anyway");
        assertThat(stored(send("/experiments", fields(page.expectFirst("#experiment-form"))))
                        .specHash())
                .isEqualTo(first.specHash());
    }

    @Test
    void anExperimentIsForkedFromItsPage() throws Exception {
        MultiValueMap<String, String> form = form();
        form.set("name", "With a link");
        String slug = stored(send("/experiments", form)).slug();

        assertThat(Browse.page(mvc, "/experiments/" + slug).select(".actions a").eachAttr("href"))
                .contains("/experiments/new?from=" + slug);
        assertThat(Browse.answer(mvc, "/experiments/new?from=nothing", Browse.BROWSER)
                        .getStatus())
                .isEqualTo(404);
    }

    @Test
    void everyFieldOfTheFormHasALabel() throws Exception {
        MultiValueMap<String, String> form = form();
        form.set("act", "add");
        Document page = Jsoup.parse(Browse.text(send("/experiments/new", form)));

        assertThat(
                        page.select(
                                "#experiment-form input:not([type=hidden]), #experiment-form select, #experiment-form textarea"))
                .hasSizeGreaterThan(60)
                .allSatisfy(field -> assertThat(field.hasAttr("aria-label")
                                || field.closest("label") != null
                                || !page.select("label[for=" + field.id() + "]").isEmpty())
                        .as(field.outerHtml())
                        .isTrue());
        assertThat(page.select("[aria-describedby]"))
                .allSatisfy(field -> assertThat(page.getElementById(field.attr("aria-describedby")))
                        .as(field.outerHtml())
                        .isNotNull());
        assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
    }

    @Test
    void thePreviewSaysWhatWouldBeTrainedAndStoresNothing() throws Exception {
        MultiValueMap<String, String> form = form();
        form.set("name", "Only a look");

        Document page = Jsoup.parse(Browse.text(send("/experiments/new", form)));

        assertThat(page.select("#preview").text()).contains("3 runs").contains("pact");
        assertThat(page.select("#name").attr("value")).isEqualTo("Only a look");
        assertThat(jdbc.sql("select count(*) from experiment where name = 'Only a look'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void anExperimentAndARunAreCanceledFromTheirPages() throws Exception {
        MultiValueMap<String, String> form = form();
        form.set("name", "To be canceled");
        ExperimentView stored = stored(send("/experiments", form));
        Element confirm = Browse.page(mvc, "/experiments/" + stored.slug()).expectFirst("details.confirm form");

        MockHttpServletResponse canceled = send(confirm.attr("action"), fields(confirm));

        assertThat(canceled.getRedirectedUrl()).isEqualTo("/experiments/" + stored.slug());
        assertThat(experiments.get(stored.slug()).state()).isEqualTo(ExperimentState.CANCELED);
        assertThat(Browse.page(mvc, "/experiments/" + stored.slug()).select("details.confirm"))
                .isEmpty();
    }

    /** The names of a quantizer's row in the grid begin with this. */
    private static String row(MultiValueMap<String, String> form, String quantizer) {
        return form.entrySet().stream()
                .filter(field -> field.getKey().endsWith(".weights.quantizer"))
                .filter(field -> field.getValue().contains(quantizer))
                .map(field -> field.getKey().replace("weights.quantizer", ""))
                .findFirst()
                .orElseThrow();
    }

    private static String json(MockHttpServletResponse page) throws Exception {
        return Jsoup.parse(Browse.text(page)).expectFirst("#spec").wholeText().strip();
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    /** Other tests have run the same already. */
    private MultiValueMap<String, String> form() throws Exception {
        MultiValueMap<String, String> form =
                fields(Browse.page(mvc, "/experiments/new").expectFirst("form[action=/experiments]"));
        form.set("again", "yes");
        return form;
    }

    /** What a browser would send of the form. */
    private static MultiValueMap<String, String> fields(Element form) {
        MultiValueMap<String, String> fields = new LinkedMultiValueMap<>();
        ((org.jsoup.nodes.FormElement) form).formData().forEach(field -> fields.add(field.key(), field.value()));
        return fields;
    }

    private MockHttpServletResponse send(String path, MultiValueMap<String, String> form) throws Exception {
        return mvc.perform(post(path)
                        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                        .header("Accept", Browse.BROWSER)
                        .formFields(form))
                .andReturn()
                .getResponse();
    }

    private ExperimentView stored(MockHttpServletResponse sent) {
        String location = sent.getRedirectedUrl();
        assertThat(location).isNotNull();
        assertThat(location).startsWith("/experiments/");
        return experiments.get(location.substring("/experiments/".length()));
    }
}
