package io.bitgap.experiment.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.WebRoleTest;
import io.bitgap.comparison.web.Browse;
import java.util.List;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.json.JsonMapper;

/** What is wrong with a form is said where it is wrong, and nothing that was typed is lost. */
@WebRoleTest
class ExperimentFormMistakesTests extends ExperimentFormTest {
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
    void whatIsWrongStandsAtItsFieldAndWhatWasTypedStays() throws Exception {
        MultiValueMap<String, String> form = form();
        form.set("name", "<b>Wrong</b>");
        form.set("act", "add");
        form = fields(Jsoup.parse(Browse.text(send("/experiments/new", form))).expectFirst("#experiment-form"));
        form.set(ADDED + ".weights.quantizer", "qil");
        form.set(ADDED + ".weights.options.gradScale", "many");
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
        assertThat(page.select("input[name=" + row(form, "pact") + "bits][checked]")
                        .eachAttr("value"))
                .containsExactly("9", "4", "2");
        assertThat(page.select("#recipe-epochs").attr("value")).isEqualTo("many");
        assertThat(page.select("#" + ADDED_ID + "-weights-options-gradScale option[selected]")
                        .attr("value"))
                .isEqualTo("many");
        assertThat(page.select("#" + ADDED_ID + "-weights-options-gradScale-wrong")
                        .text())
                .contains("gradScale must be");
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
    void aNameThatIsMissingIsSaidUntilThereIsOneAndGetsTheFocus() throws Exception {
        MultiValueMap<String, String> form = form();
        form.set("recipe.epochs", "many");
        Document refused = Jsoup.parse(Browse.text(send("/experiments", form)));
        assertThat(refused.expectFirst("[autofocus]").id()).isEqualTo("name");
        assertThat(refused.select("#said li").eachText())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).startsWith("Name: "))
                .anySatisfy(line -> assertThat(line).startsWith("Fine-tuning: Epochs: "));
        assertThat(refused.select("#said a").eachAttr("href")).containsExactlyInAnyOrder("#name", "#recipe-epochs");

        MultiValueMap<String, String> mended = fields(refused.expectFirst("#experiment-form"));
        mended.set("recipe.epochs", "2");
        mended.set("live", "true");
        Document preview = Jsoup.parse(Browse.text(send("/experiments/new", mended)));
        assertThat(preview.select("#name-wrong .wrong")).hasSize(1);
        assertThat(preview.select("#sum").text()).isEqualTo("Cannot be run yet: Name");
        assertThat(preview.select("[autofocus]")).isEmpty();

        mended.set("name", "There it is");
        assertThat(Jsoup.parse(Browse.text(send("/experiments/new", mended)))
                        .select("#sum")
                        .text())
                .contains("4 runs");
    }

    @Test
    void aFormThatNobodyHasSentYetIsPreviewedWithoutAName() throws Exception {
        Document preview = Jsoup.parse(Browse.text(send("/experiments/new", form())));
        assertThat(preview.select("#name-wrong .wrong, #said .notice.bad")).isEmpty();
        assertThat(preview.select("#sum").text()).contains("4 runs", "it still needs a name");
    }

    @Test
    void aBoxIsOpenWhereSomethingInItIsWrong() throws Exception {
        MultiValueMap<String, String> form = form();
        form.set("name", "Hidden mistakes");
        form.set("limits.trainExamples", "many");
        form.set(row(form, "qil") + "weights.options.gradScale", "many");
        form.put(row(form, "qil") + "bits", List.of("4"));

        Document page = Jsoup.parse(Browse.text(send("/experiments", form)));

        assertThat(page.select("details[open]:has(#limits-trainExamples)")).hasSize(1);
        assertThat(page.select("#baseline-more[open], #attach-more[open]")).isEmpty();
        assertThat(page.select("details[open]:has([aria-invalid=true][id$=weights-options-gradScale])"))
                .hasSize(2);
        assertThat(page.select("#said li").text()).contains("qil: weights, gradScale: ", "Training images: ");
    }

    @Test
    void whatWasRunBeforeIsSaidWhereTheButtonIsAndGetsTheFocus() throws Exception {
        MultiValueMap<String, String> form = form();
        form.remove("again");
        form.set("name", "Twice");
        form.set("seeds", "2929");
        send("/experiments", form);
        form.set("token", UUID.randomUUID().toString());

        MockHttpServletResponse conflict = send("/experiments", form);

        Document page = Jsoup.parse(Browse.text(conflict));
        assertThat(conflict.getStatus()).isEqualTo(409);
        assertThat(page.expectFirst("[autofocus]").closest("#same")).isNotNull();
        assertThat(page.select("#same").text()).startsWith("Not started.");
    }
}
