package io.bitgap.experiment.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.bitgap.comparison.web.Browse;
import io.bitgap.experiment.ExperimentView;
import io.bitgap.experiment.Experiments;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest
@AutoConfigureMockMvc
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
        form.put("methods", List.of("pact", "w-google-act-pact"));
        form.set("moreMethods", "w-dorefa-act-pact");
        form.put("bits", List.of("4"));
        form.set("moreBits", "w2a8, 5");
        form.set("seeds", "3 4");
        form.set("baselineEpochs", "2");
        form.set("baselineRate", "0,05");
        form.set("recipe", "int8-sine");
        form.set("epochs", "1");
        form.set("trainExamples", "640");
        form.set("testExamples", "100");

        Map<String, Object> spec = stored(send("/experiments", form)).spec();

        assertThat(spec.get("bits")).isEqualTo(List.of("4", "w2a8", "5"));
        assertThat(spec.get("seeds")).isEqualTo(List.of(3, 4));
        JsonNode read = JsonMapper.shared().valueToTree(spec);
        assertThat(read.get("methods")
                        .valueStream()
                        .map(method -> method.get("label").asString()))
                .containsExactly("pact", "w-google-act-pact", "w-dorefa-act-pact");
        assertThat(read.at("/baseline/epochs").asInt()).isEqualTo(2);
        assertThat(read.at("/baseline/learningRate").asDouble()).isEqualTo(0.05);
        assertThat(read.at("/recipe/epochs").asInt()).isEqualTo(1);
        assertThat(read.at("/recipe/schedule").asString()).isEqualTo("sine");
        assertThat(read.at("/recipe/learningRate").asDouble()).isEqualTo(0.025);
        assertThat(read.at("/limits/trainExamples").asInt()).isEqualTo(640);
        assertThat(read.at("/limits/testExamples").asInt()).isEqualTo(100);
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
    void whatIsWrongStandsAtItsFieldAndWhatWasTypedStays() throws Exception {
        MultiValueMap<String, String> form = form();
        form.set("name", "<b>Wrong</b>");
        form.put("bits", List.of("4"));
        form.set("moreBits", "9");
        form.set("epochs", "many");
        form.put("methods", List.of());
        form.set("moreMethods", "w-nothing-act-pact");

        MockHttpServletResponse refused = send("/experiments", form);
        Document page = Jsoup.parse(Browse.text(refused));

        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(page.select("#bits-wrong").text()).contains("1 to 8").contains("9");
        assertThat(page.select("#epochs-wrong .wrong")).isNotEmpty();
        assertThat(page.select("#methods-wrong").text()).contains("nothing");
        assertThat(page.select("#rate-wrong .wrong, #seeds-wrong .wrong")).isEmpty();
        assertThat(page.select("#name").attr("value")).isEqualTo("<b>Wrong</b>");
        assertThat(page.select("#moreBits").attr("value")).isEqualTo("9");
        assertThat(page.select("#epochs").attr("value")).isEqualTo("many");
        assertThat(page.select("input[name=bits][checked]").eachAttr("value")).containsExactly("4");
        assertThat(page.select("input[name=methods][checked]")).isEmpty();
        assertThat(page.select("input[name=token]").attr("value")).isEqualTo(form.getFirst("token"));
    }

    @Test
    void anEmptyGridIsRefused() throws Exception {
        MultiValueMap<String, String> form = form();
        form.remove("methods");
        form.remove("bits");

        Document page = Jsoup.parse(Browse.text(send("/experiments", form)));

        assertThat(page.select("#name-wrong .wrong, #methods-wrong .wrong, #bits-wrong .wrong"))
                .hasSize(3);
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
        assertThat(experiments.get(stored.slug()).state()).isEqualTo("CANCELED");
        assertThat(Browse.page(mvc, "/experiments/" + stored.slug()).select("details.confirm"))
                .isEmpty();
    }

    private MultiValueMap<String, String> form() throws Exception {
        return fields(Browse.page(mvc, "/experiments/new").expectFirst("form[action=/experiments]"));
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
