package io.bitgap.experiment.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.WebRoleTest;
import io.bitgap.account.Visibility;
import io.bitgap.comparison.web.Browse;
import io.bitgap.experiment.ExperimentState;
import io.bitgap.experiment.ExperimentView;
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
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@WebRoleTest
class ExperimentFormTests extends ExperimentFormTest {
    @Test
    void theFormAsItStandsNeedsOnlyAName() throws Exception {
        MultiValueMap<String, String> form = form();
        form.set("name", "From the form");

        MockHttpServletResponse sent = send("/experiments", form);

        assertThat(sent.getStatus()).isEqualTo(302);
        ExperimentView stored = stored(sent);
        assertThat(stored.name()).isEqualTo("From the form");
        assertThat(stored.progress().total()).isEqualTo(4);
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
        form.set("control", "false");
        form.set("limits.validationExamples", "50");
        form.set("baseline.earlyStopping", "1");
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
        assertThat(spec.at("/limits/validationExamples").asInt()).isEqualTo(50);
        assertThat(spec.at("/baseline/earlyStopping").asInt()).isEqualTo(1);
        assertThat(spec.at("/levelConvention").asString()).isEqualTo("origin");
        assertThat(spec.at("/priority").asInt()).isEqualTo(-3);
    }

    @Test
    void aNumberTypedIsTheNumberThatAScriptSends() throws Exception {
        MultiValueMap<String, String> form = form();
        form.set("name", "Typed");
        form.set("act", "add");
        form = fields(Jsoup.parse(Browse.text(send("/experiments/new", form))).expectFirst("#experiment-form"));
        form.set(ADDED + ".weights.quantizer", "gdrq");
        form.set(ADDED + ".weights.options.groupSize", "8");
        form.set(ADDED + ".weights.options.k", "2,50");
        form.put(ADDED + ".bits", List.of("4"));
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
                                    Visibility.EVERYONE)
                            .specHash())
                    .as(number)
                    .isEqualTo(typed);
        }
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
    void aPairIsAddedAndRemovedWithoutJavaScript() throws Exception {
        MultiValueMap<String, String> form = form();
        form.set("act", "add");
        Document page = Jsoup.parse(Browse.text(send("/experiments/new", form)));
        assertThat(page.select("#" + ADDED_ID + "-title").text()).startsWith("w-google-act-pact");
        assertThat(page.select("[name=" + ADDED + ".bits][checked]").eachAttr("value"))
                .containsExactly("4", "2");

        MultiValueMap<String, String> more = fields(page.expectFirst("#experiment-form"));
        more.set("act", "remove-" + OFFERED);
        page = Jsoup.parse(Browse.text(send("/experiments/new", more)));
        assertThat(page.select("#" + ADDED_ID + "-title")).isEmpty();
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
        MultiValueMap<String, String> anyway = fields(page.expectFirst("#experiment-form"));
        assertThat(send("/experiments", anyway).getStatus())
                .as("the button that was there before the preview came")
                .isEqualTo(409);
        Element button = page.expectFirst("#same button");
        anyway.set(button.attr("name"), button.val());
        assertThat(stored(send("/experiments", anyway)).specHash()).isEqualTo(first.specHash());
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

        assertThat(page.select("#preview").text()).contains("4 runs").contains("pact");
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

    @Test
    void anOptionOfAQuantizerIsGivenInItsRowOfTheGrid() throws Exception {
        MultiValueMap<String, String> form = form();
        form.remove(row(form, "pact") + "bits");
        String qil = row(form, "qil");
        form.put(qil + "bits", List.of("4"));
        form.set(qil + "weights.options.gradScale", "lsq");
        form.set(qil + "label", "qil, scaled");
        JsonNode spec = JsonMapper.shared().readTree(json(send("/experiments/new", form)));
        assertThat(spec.at("/methods/0/weights/options/gradScale").asString()).isEqualTo("lsq");
        assertThat(spec.at("/methods/0/label").asString()).isEqualTo("qil, scaled");

        form.set("side", "json");
        form.set("spec", spec.toString());
        Document page = Jsoup.parse(Browse.text(send("/experiments/new", form)));
        assertThat(page.select(".ticks tbody")).hasSize(OFFERED);
        assertThat(page.select(".ticks [name$=weights.quantizer][value=qil]")).hasSize(1);
        assertThat(page.select("details[open] [name$=label]").val()).isEqualTo("qil, scaled");
    }

    @Test
    void theSecondMethodOfAQuantizerIsARowOfItsOwn() throws Exception {
        MultiValueMap<String, String> form = form();
        form.set("side", "json");
        form.set("spec", """
                {"name": "Two", "network": "resnet8", "dataset": "shapes10", "bits": ["4"], "methods": ["qil",
                 {"label": "slow", "weights": {"quantizer": "qil", "options": {"gradScale": "none"}}, "activations": "qil"}]}
                """);
        Document page = Jsoup.parse(Browse.text(send("/experiments/new", form)));
        assertThat(page.select(".ticks tbody")).hasSize(OFFERED + 1);
        assertThat(page.select("tr.own [name$=label]").eachAttr("value")).containsExactly("slow");
    }

    @Test
    void columnsAreMovedAndTheBitsFollow() throws Exception {
        MultiValueMap<String, String> form = form();
        form.set("name", "Ordered");
        form.set("act", "left-3");
        MultiValueMap<String, String> moved =
                fields(Jsoup.parse(Browse.text(send("/experiments/new", form))).expectFirst("#experiment-form"));
        assertThat(moved.get("columns")).containsExactly("8", "4", "2", "3");
        moved.set("act", "left-2");
        Document page = Jsoup.parse(Browse.text(send("/experiments/new", moved)));
        assertThat(page.select("input[name=columns]").eachAttr("value")).containsExactly("8", "2", "4", "3");
        MultiValueMap<String, String> again = fields(page.expectFirst("#experiment-form"));
        again.set("again", "yes");
        JsonNode spec = JsonMapper.shared()
                .valueToTree(stored(send("/experiments", again)).spec());
        assertThat(texts(spec.at("/bits"))).containsExactly("2", "4");
    }
}
