package io.bitgap.experiment.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.bitgap.comparison.web.Browse;
import io.bitgap.experiment.ExperimentView;
import io.bitgap.experiment.Experiments;
import io.bitgap.quantizer.Quantizers;
import io.bitgap.quantizer.Role;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.JsonNode;

/** Reads and sends the form for a new experiment as a browser without JavaScript would. */
abstract class ExperimentFormTest {
    /** A row of each quantizer that has both roles stands in the grid; one that is added comes after them. */
    static final int OFFERED = Quantizers.with(Role.values()).size();

    static final String ADDED = "row." + OFFERED;
    static final String ADDED_ID = "row-" + OFFERED;

    @Autowired
    MockMvc mvc;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Experiments experiments;

    /** The names of a quantizer's row in the grid begin with this. */
    static String row(MultiValueMap<String, String> form, String quantizer) {
        return form.entrySet().stream()
                .filter(field -> field.getKey().endsWith(".weights.quantizer"))
                .filter(field -> field.getValue().contains(quantizer))
                .map(field -> field.getKey().replace("weights.quantizer", ""))
                .findFirst()
                .orElseThrow();
    }

    static String json(MockHttpServletResponse page) throws Exception {
        return Jsoup.parse(Browse.text(page)).expectFirst("#spec").wholeText().strip();
    }

    static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    /** Other tests have run the same already. */
    MultiValueMap<String, String> form() throws Exception {
        MultiValueMap<String, String> form =
                fields(Browse.page(mvc, "/experiments/new").expectFirst("form[action=/experiments]"));
        form.set("again", "yes");
        return form;
    }

    /** What a browser would send of the form. */
    static MultiValueMap<String, String> fields(Element form) {
        MultiValueMap<String, String> fields = new LinkedMultiValueMap<>();
        ((org.jsoup.nodes.FormElement) form).formData().forEach(field -> fields.add(field.key(), field.value()));
        return fields;
    }

    MockHttpServletResponse send(String path, MultiValueMap<String, String> form) throws Exception {
        return mvc.perform(post(path)
                        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                        .header("Accept", Browse.BROWSER)
                        .formFields(form))
                .andReturn()
                .getResponse();
    }

    ExperimentView stored(MockHttpServletResponse sent) {
        String location = sent.getRedirectedUrl();
        assertThat(location).isNotNull();
        assertThat(location).startsWith("/experiments/");
        return experiments.get(location.substring("/experiments/".length()));
    }
}
